package io.camstream.platform.kafka;

import org.apache.avro.specific.SpecificRecord;

/**
 * A topic: its name, the type of its values and its cleanup policy. Keys are always {@link
 * ImageKey}s.
 *
 * @param name full name, with the prefix
 * @param valueType class generated from the schema
 * @param cleanup cleanup policy
 */
public record Topic<V extends SpecificRecord>(String name, Class<V> valueType, Cleanup cleanup) {

  /** Cleanup policy: what the broker does with old records. */
  public enum Cleanup {
    /** Deletes records after the retention time. */
    DELETE,
    /** Keeps the newest record of each key. */
    COMPACT
  }

  /** The registry's subject of the topic's values. */
  public String subject() {
    return name + "-value";
  }
}
