package io.camstream.ingest.service;

import io.camstream.platform.settings.DataSize;
import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How ingest finds images in the bucket. */
@Doc("How ingest finds images in the bucket and publishes references to them.")
@ConfigMapping(prefix = "camstream.ingest")
public interface IngestSettings {

  /** When ingest ends. */
  enum Mode {
    /** Never: the bucket is listed again and again. */
    WATCH,
    /** When everything that is in the bucket has been published. */
    ONCE
  }

  /** Use of bucket notifications. */
  enum Notifications {
    /** Where it can. */
    AUTO,
    /** Never. */
    OFF
  }

  @Doc("`watch` lists the bucket periodically; `once` ends when all images in it are published.")
  @WithDefault("watch")
  Mode mode();

  @Doc(
      "Patterns of the keys that are images. `*` and `?` stand for characters other than a slash,"
          + " `**` for any characters; upper and lower case are the same.")
  @WithDefault("**.bmp,**.png,**.jpg,**.jpeg,**.tif,**.tiff,**.webp")
  List<String> include();

  @Doc("Patterns of keys to leave out, even if they are included.")
  Optional<List<String>> exclude();

  @Doc("Minimum age of an object before it is published.")
  @WithDefault("0s")
  Duration minimumAge();

  @Doc("Pause between two listings of the bucket in mode `watch`.")
  @WithDefault("5s")
  Duration pollInterval();

  @Doc(
      "`auto`: in mode `watch`, bucket notifications report new objects at once, if the object"
          + " store supports them as MinIO does; listings find all others. `off`: listings only.")
  @WithDefault("auto")
  Notifications notifications();

  @Doc("References published a second, at most. Not set: as fast as possible.")
  @Range(min = 0.001)
  Optional<Double> maxRate();

  @Doc("References published in one transaction, at most.")
  @WithDefault("500")
  @Range(min = 1, max = 10_000)
  int transactionSize();

  @Doc("A larger `manifest.csv` is not read; its images have no labels.")
  @WithDefault("16MB")
  DataSize manifestMaxSize();
}
