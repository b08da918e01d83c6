package io.camstream.platform.kafka;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Deserializes records of one class, whatever version of its schema wrote them. Thread-safe.
 *
 * <p>Bytes are hostile. Only schemas that are registered under the given subject are accepted as
 * writer schemas, lengths and counts are bounded by the record's size ({@link BoundedDecoder}), and
 * whatever else a record causes is reported as a {@link SerializationException} of that record.
 */
final class AvroValueDeserializer<V extends SpecificRecord> implements Deserializer<V> {
  private static final int MAX_REFUSED = 1_000;

  private final SchemaRegistryClient client;
  private final RegistryCalls calls;
  private final String subject;
  private final Class<V> type;
  private final SpecificData data;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<V>> readers = new ConcurrentHashMap<>();

  /** Ids of schemas that are not ours: a flood of such records must not become one of requests. */
  private final Map<Integer, String> refused = new ConcurrentHashMap<>();

  AvroValueDeserializer(
      SchemaRegistryClient client, RegistryCalls calls, String subject, Class<V> type) {
    this.client = client;
    this.calls = calls;
    this.subject = subject;
    this.type = type;
    this.data = SpecificData.getForClass(type);
    this.readerSchema = data.getSchema(type);
  }

  @Override
  public V deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < WireFormat.HEADER_BYTES || bytes[0] != WireFormat.MAGIC) {
      throw new SerializationException(
          "A value of topic " + topic + " is not in Confluent's wire format");
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    SpecificDatumReader<V> reader = readers.get(id);
    if (reader == null) {
      reader = reader(topic, id);
      readers.put(id, reader);
    }
    int start = WireFormat.HEADER_BYTES;
    BoundedDecoder decoder = new BoundedDecoder(bytes, start, bytes.length - start);
    try {
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Avro throws unchecked exceptions of many classes on damaged bytes.
      throw new SerializationException(
          "A value of topic " + topic + " is not the record that schema " + id + " describes", e);
    }
  }

  private SpecificDatumReader<V> reader(String topic, int id) {
    String reason = refused.get(id);
    if (reason == null) {
      ParsedSchema written = schema(topic, id);
      reason = objection(written);
      if (reason == null) {
        return new SpecificDatumReader<>(((AvroSchema) written).rawSchema(), readerSchema, data);
      } else if (refused.size() < MAX_REFUSED) {
        refused.put(id, reason);
      }
    }
    throw new SerializationException("A value of topic " + topic + " " + reason);
  }

  private ParsedSchema schema(String topic, int id) {
    try {
      return calls.run("read schema " + id, () -> client.getSchemaById(id));
    } catch (RestClientException e) {
      throw new SerializationException(
          "The schema registry does not know schema " + id + ", named by a value of " + topic, e);
    } catch (StackOverflowError e) {
      throw new SerializationException(
          "Schema " + id + ", named by a value of " + topic + ", is nested too deeply", e);
    }
  }

  /** Why records of a schema are not accepted, as the end of a sentence; null if they are. */
  private String objection(ParsedSchema written) {
    if (!(written instanceof AvroSchema avro)) {
      return "has a schema that is not an Avro schema";
    }
    if (!avro.rawSchema().getFullName().equals(type.getName())) {
      return "is a " + avro.rawSchema().getFullName();
    }
    try {
      calls.run("find the schema of " + subject, () -> client.getId(subject, avro));
      return null;
    } catch (RestClientException e) {
      return "has a schema that is not registered under the subject " + subject;
    }
  }
}
