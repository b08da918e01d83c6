package io.camstream.report.service;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.camstream.report.page.PageColors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How reports are written. */
@Doc("How reports are written.")
@ConfigMapping(prefix = "camstream.report")
public interface ReportSettings {

  @Doc("Pause between two additions to the page of a growing batch. An addition costs what is new.")
  @WithDefault("1s")
  Duration writeInterval();

  @Doc(
      "Shortest pause between two writes of the tables of a growing batch (results.csv and others),"
          + " which are written as a whole. The pause grows with the batch: writing takes at most a"
          + " twentieth of the time.")
  @WithDefault("3s")
  Duration tableInterval();

  @Doc("Longer side, in pixels, of the pictures on the page.")
  @WithDefault("160")
  @Range(min = 32, max = 512)
  int thumbnailPixels();

  @Doc("Colours of the maps on the page, unless a reader chooses others.")
  @WithDefault("inferno")
  PageColors colormap();

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
