package io.camstream.platform.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes of Avro records in Confluent's wire format: a zero byte, the schema's id in the registry
 * as 4 bytes big-endian, then the record in Avro's binary encoding. Null stays null.
 *
 * <p>Serdes are thread-safe. They cache schemas; only the first record of each schema needs the
 * registry, and waits for it while it does not answer.
 */
public final class AvroSerdes {
  private final SchemaRegistryClient client;
  private final RegistryCalls calls;

  /**
   * @param client the registry; stays the caller's to close
   */
  public AvroSerdes(SchemaRegistryClient client) {
    this(client, Duration.ofMinutes(2));
  }

  AvroSerdes(SchemaRegistryClient client, Duration retryFor) {
    this.client = client;
    this.calls = new RegistryCalls(retryFor);
  }

  /** Serdes over a new client. */
  public static AvroSerdes create(RegistrySettings settings) {
    return new AvroSerdes(RegistryClients.create(settings), settings.retryFor());
  }

  /**
   * Looks once whether the schemas are there that writing these topics needs.
   *
   * @throws io.camstream.platform.error.UserError if one is missing, or the registry refuses the
   *     credentials
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public void require(List<Topic<?>> topics) {
    RegistryCalls once = new RegistryCalls(Duration.ZERO);
    topics.forEach(
        topic ->
            RegisteredSchema.idOf(
                client, once, topic.subject(), RegisteredSchema.of(topic.valueType()), false));
  }

  /** Whether some reader or writer waits now for a registry that does not answer. */
  public boolean areWaiting() {
    return calls.areWaiting();
  }

  /**
   * The values of a topic. Writing needs the schema in the registry, as {@link SchemaSetup} puts it
   * there.
   *
   * <p>Writing throws {@link io.camstream.platform.error.UserError} if it is not there; reading
   * throws {@link org.apache.kafka.common.errors.SerializationException} if the bytes are no such
   * record; both throw {@link RegistryUnavailableException} if the registry does not answer.
   */
  public <V extends SpecificRecord> Serde<V> valueSerde(Topic<V> topic) {
    return serde(topic.subject(), topic.valueType(), false);
  }

  /**
   * The values of a state store with a changelog: internal to one service, so the schema is
   * registered when it is first written, with the class's full name as subject.
   */
  public <V extends SpecificRecord> Serde<V> storeSerde(Class<V> type) {
    return serde(type.getName(), type, true);
  }

  private <V extends SpecificRecord> Serde<V> serde(
      String subject, Class<V> type, boolean register) {
    return Serdes.serdeFrom(
        new AvroValueSerializer<>(client, calls, subject, type, register),
        new AvroValueDeserializer<>(client, calls, subject, type));
  }
}
