package io.camstream.report.service;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the report service. */
@Doc("Settings of the report service.")
@ConfigMapping(prefix = "camstream.report")
public interface ReportSettings {

  @Doc(
      "Shortest interval between two writes of a growing batch's report. The interval grows with"
          + " the batch, so that writing takes at most a twentieth of the time.")
  @WithDefault("3s")
  Duration writeInterval();

  @Doc("Images on the page of a batch; the tables contain all images.")
  @WithDefault("200")
  @Range(min = 0, max = 2_000)
  int galleryImages();

  @Doc(
      "Partitions of the internal topic that is keyed by batch. At most as many report threads can"
          + " share the batches. It can't be changed later.")
  @WithDefault("4")
  @Range(min = 1, max = 1_000)
  int partitions();

  @Doc("Kafka Streams threads, which maintain the rows of the batches.")
  @WithDefault("1")
  @Range(min = 1, max = 64)
  int streamThreads();

  @Doc(
      "RocksDB state directory, which processes can't share. If unset, a temporary directory is"
          + " used and state is rebuilt from Kafka on every start.")
  Optional<Path> stateDir();
}
