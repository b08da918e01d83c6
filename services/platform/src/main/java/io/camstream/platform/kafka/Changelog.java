package io.camstream.platform.kafka;

import java.util.Map;

/**
 * The changelog topic of a state store. Kafka Streams creates a missing one itself, but then the
 * first member of the application waits for the new partitions.
 *
 * @param application id of the Kafka Streams application, which is its consumer group
 * @param store name of the state store
 * @param config of the topic, in addition to what Kafka Streams sets
 */
public record Changelog(String application, String store, Map<String, String> config) {

  public Changelog {
    config = Map.copyOf(config);
  }

  /** The topic's name, as Kafka Streams derives it. */
  public String topic() {
    return application + "-" + store + "-changelog";
  }
}
