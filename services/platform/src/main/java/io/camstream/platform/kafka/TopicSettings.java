package io.camstream.platform.kafka;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Topics that `camstream setup` creates. */
@Doc("Topics that `camstream setup` creates.")
@ConfigMapping(prefix = "camstream.topics")
public interface TopicSettings {

  @Doc(
      "Partitions of the images, explanations and failures topics. At most as many worker threads"
          + " can share the work. It can't be changed later.")
  @WithDefault("48")
  @Range(min = 1, max = 10_000)
  int partitions();

  @Doc("Replicas of each partition; use 3 in a cluster of three or more brokers.")
  @WithDefault("1")
  @Range(min = 1, max = 32)
  int replicationFactor();

  @Doc("Retention time of image references, explanations and failures.")
  @WithDefault("30d")
  Duration retention();
}
