package io.camstream.chaos.check;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads Avro records in Confluent's wire format: a zero, the schema's id in four bytes, the record.
 * Not thread-safe.
 */
final class AvroReader implements AutoCloseable {
  private static final int HEADER_BYTES = 5;

  private final SchemaRegistryClient registry;
  private final Map<Integer, Schema> written = new HashMap<>();

  AvroReader(CheckedSystem.Registry address) {
    Map<String, Object> config =
        Map.of(
            SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE,
            "STATIC_TOKEN",
            SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG,
            address.token());
    registry = new CachedSchemaRegistryClient(List.of(address.url().toString()), 100, config);
  }

  <V extends SpecificRecord> V read(byte[] bytes, Class<V> type) {
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER_BYTES);
    if (header.get() != 0) {
      throw new IllegalStateException("a record that is not in Confluent's wire format");
    }
    Schema writer = written.computeIfAbsent(header.getInt(), this::schema);
    SpecificData data = SpecificData.getForClass(type);
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
    try {
      return new SpecificDatumReader<V>(writer, data.getSchema(type), data).read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Schema schema(int id) {
    try {
      ParsedSchema schema = registry.getSchemaById(id);
      return ((AvroSchema) schema).rawSchema();
    } catch (IOException | RestClientException e) {
      throw new IllegalStateException("schema " + id + " can't be read", e);
    }
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
