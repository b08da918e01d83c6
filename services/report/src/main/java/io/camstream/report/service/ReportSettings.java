package io.camstream.report.service;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.camstream.report.page.PageColors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the report service. */
@Doc("Settings of the report service.")
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
