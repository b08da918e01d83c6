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
 * <p>Serdes are thread-safe and cache schemas: only the first record of each schema calls the
 * registry, and blocks with retries while the registry does not answer.
 */
public final class AvroSerdes {
  private final SchemaRegistryClient client;
  private final RegistryCalls calls;

  /**
   * @param client of the registry; closed by the caller
   */
  public AvroSerdes(SchemaRegistryClient client) {
    this(client, Duration.ofMinutes(2));
  }

  AvroSerdes(SchemaRegistryClient client, Duration retryFor) {
    this.client = client;
    this.calls = new RegistryCalls(retryFor);
  }

  /** Creates serdes with a client of their own. */
  public static AvroSerdes create(RegistrySettings settings) {
    return new AvroSerdes(RegistryClients.create(settings), settings.retryFor());
  }

  /**
   * Checks once that the schemas for writing to these topics are registered.
   *
   * @throws io.camstream.platform.error.UserError if one is missing, or the registry rejects the
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

  /** Whether a serializer or deserializer is waiting for a registry that does not answer. */
  public boolean areWaiting() {
    return calls.areWaiting();
  }

  /**
   * Serde of a topic's values. Writing requires the schema that {@link SchemaSetup} registers.
   *
   * <p>Writing throws {@link io.camstream.platform.error.UserError} if the schema is not
   * registered; reading throws {@link org.apache.kafka.common.errors.SerializationException} if the
   * bytes are not such a record; both throw {@link RegistryUnavailableException} if the registry
   * does not answer.
   */
  public <V extends SpecificRecord> Serde<V> valueSerde(Topic<V> topic) {
    return serde(topic.subject(), topic.valueType(), false);
  }

  /**
   * Serde of a state store's values. The store is internal to one service, so the schema is
   * registered on the first write, under the class's full name as subject.
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
