package io.camstream.platform.kafka;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the set-up step makes the topics. */
@Doc("How the set-up step makes the topics.")
@ConfigMapping(prefix = "camstream.topics")
public interface TopicSettings {

  @Doc(
      "Partitions of the topics of images, explanations and failures: the largest number of"
          + " worker threads that can share the work. It can't be changed later.")
  @WithDefault("48")
  @Range(min = 1, max = 10_000)
  int partitions();

  @Doc("Copies of each partition; 3 in a cluster of three or more brokers.")
  @WithDefault("1")
  @Range(min = 1, max = 32)
  int replicationFactor();

  @Doc("How long references, explanations and failures are kept.")
  @WithDefault("30d")
  Duration retention();
}
