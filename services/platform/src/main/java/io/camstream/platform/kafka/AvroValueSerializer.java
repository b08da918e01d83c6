package io.camstream.platform.kafka;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Serializes records of one class under one subject. Thread-safe. */
final class AvroValueSerializer<V extends SpecificRecord> implements Serializer<V> {
  private final SchemaRegistryClient client;
  private final RegistryCalls calls;
  private final String subject;
  private final boolean register;
  private final SpecificDatumWriter<V> writer;
  private final AvroSchema schema;

  /** 0 until it is known: the registry's ids start at 1. */
  private volatile int id;

  AvroValueSerializer(
      SchemaRegistryClient client,
      RegistryCalls calls,
      String subject,
      Class<V> type,
      boolean register) {
    this.client = client;
    this.calls = calls;
    this.subject = subject;
    this.register = register;
    SpecificData data = SpecificData.getForClass(type);
    this.writer = new SpecificDatumWriter<>(data.getSchema(type), data);
    this.schema = RegisteredSchema.of(type);
  }

  @Override
  public byte[] serialize(String topic, V value) {
    if (value == null) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.write(WireFormat.MAGIC);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id()).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
      throw new SerializationException("Can't write a record for subject " + subject, e);
    }
    return out.toByteArray();
  }

  private int id() {
    if (id == 0) {
      id = RegisteredSchema.idOf(client, calls, subject, schema, register);
    }
    return id;
  }
}
