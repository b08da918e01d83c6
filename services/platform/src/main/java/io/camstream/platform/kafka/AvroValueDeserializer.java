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
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Deserializes records of one class, written with any version of its schema. Thread-safe. */
final class AvroValueDeserializer<V extends SpecificRecord> implements Deserializer<V> {
  private final SchemaRegistryClient client;
  private final RegistryCalls calls;
  private final Class<V> type;
  private final SpecificData data;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<V>> readers = new ConcurrentHashMap<>();

  AvroValueDeserializer(SchemaRegistryClient client, RegistryCalls calls, Class<V> type) {
    this.client = client;
    this.calls = calls;
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
    try {
      int start = WireFormat.HEADER_BYTES;
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      // Avro throws unchecked exceptions of many classes on damaged bytes.
      throw new SerializationException(
          "A value of topic " + topic + " is not the record that schema " + id + " describes", e);
    }
  }

  private SpecificDatumReader<V> reader(String topic, int id) {
    ParsedSchema written;
    try {
      written = calls.run("read schema " + id, () -> client.getSchemaById(id));
    } catch (RestClientException e) {
      throw new SerializationException(
          "The schema registry has no schema " + id + ", used by a value of topic " + topic, e);
    }
    if (!(written instanceof AvroSchema avro)) {
      throw new SerializationException("Schema " + id + " is not an Avro schema");
    }
    if (!avro.rawSchema().getFullName().equals(type.getName())) {
      throw new SerializationException(
          "A value of topic " + topic + " is a " + avro.rawSchema().getFullName());
    }
    return new SpecificDatumReader<>(avro.rawSchema(), readerSchema, data);
  }
}
