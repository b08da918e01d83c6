package io.camstream.admin;

import io.camstream.platform.kafka.RegistryUnavailableException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the values of a topic and skips unreadable records, as all services do.
 *
 * @param deserializer of the topic's values
 */
public record RecordReader<V>(Deserializer<V> deserializer) {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

  /** Reads a value; empty for a tombstone or an unreadable record. */
  public Optional<V> read(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (SerializationException e) {
      LOG.warn("Skipped record {} of {}", record.offset(), record.topic(), e);
      return Optional.empty();
    }
  }
}
