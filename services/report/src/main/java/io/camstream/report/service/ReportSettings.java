package io.camstream.report.service;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How reports are written. */
@Doc("How reports are written.")
@ConfigMapping(prefix = "camstream.report")
public interface ReportSettings {

  @Doc(
      "Shortest pause between two writes of a growing batch's report. The pause grows with the"
          + " batch: writing takes at most a twentieth of the time.")
  @WithDefault("3s")
  Duration writeInterval();

  @Doc("Images on the page of a batch; the tables have all.")
  @WithDefault("200")
  @Range(min = 0, max = 2_000)
  int galleryImages();

  @Doc(
      "Partitions of the internal topic that is keyed by batch: the largest number of report"
          + " threads that can share the batches. It can't be changed later.")
  @WithDefault("4")
  @Range(min = 1, max = 1_000)
  int partitions();

  @Doc("Threads that keep the rows of the batches.")
  @WithDefault("1")
  @Range(min = 1, max = 64)
  int streamThreads();

  @Doc(
      "Directory of the local copy of what is known, of one process alone; else a temporary one,"
          + " and each start reads everything from Kafka again.")
  Optional<Path> stateDir();
}
