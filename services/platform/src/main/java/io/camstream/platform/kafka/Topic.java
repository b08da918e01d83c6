package io.camstream.platform.kafka;

import org.apache.avro.specific.SpecificRecord;

/**
 * A topic: its name, the type of its values and what happens to old records. Keys are always {@link
 * ImageKey}s.
 *
 * @param name full name, with the prefix
 * @param valueType class generated from the schema
 * @param cleanup what the broker does with old records
 */
public record Topic<V extends SpecificRecord>(String name, Class<V> valueType, Cleanup cleanup) {

  /** What the broker does with old records. */
  public enum Cleanup {
    /** Deletes them when the retention time is over. */
    DELETE,
    /** Keeps the newest of each key for ever. */
    COMPACT
  }

  /** The registry's subject of the topic's values. */
  public String subject() {
    return name + "-value";
  }
}
