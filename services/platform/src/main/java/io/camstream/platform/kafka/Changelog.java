package io.camstream.platform.kafka;

import java.util.Map;

/**
 * The topic behind a store of Kafka Streams. Kafka Streams makes it where it is missing, but then
 * the first member of the application waits for the new partitions.
 *
 * @param application id of the Kafka Streams application, which is its consumer group
 * @param store name of the store
 * @param config of the topic, beside what Kafka Streams itself sets
 */
public record Changelog(String application, String store, Map<String, String> config) {

  public Changelog {
    config = Map.copyOf(config);
  }

  /** The name that Kafka Streams gives to the topic. */
  public String topic() {
    return application + "-" + store + "-changelog";
  }
}
