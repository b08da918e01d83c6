package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {
  private static final Topic<ImageReference> IMAGES = new Topics("test").images();
  private static final String NAME = IMAGES.name();

  private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
  private final Serde<ImageReference> serde = new AvroSerdes(client).valueSerde(IMAGES);

  @Test
  void shouldReadWhatItWrote() throws Exception {
    client.register(IMAGES.subject(), RegisteredSchema.of(ImageReference.class));
    ImageReference reference = reference();

    ImageReference read =
        serde.deserializer().deserialize(NAME, serde.serializer().serialize(NAME, reference));

    assertThat(read).isEqualTo(reference);
    assertThat(read.getKey()).isInstanceOf(String.class);
  }

  @Test
  void shouldUseConfluentsWireFormat() throws Exception {
    client.register("another", RegisteredSchema.of(PendingImage.class));
    int id = client.register(IMAGES.subject(), RegisteredSchema.of(ImageReference.class));

    byte[] bytes = serde.serializer().serialize(NAME, reference());

    assertThat(bytes[0]).isZero();
    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(id).isGreaterThan(1);
    byte[] avro = Arrays.copyOfRange(bytes, 5, bytes.length);
    assertThat(avro).isEqualTo(avro(reference(), ImageReference.getClassSchema()));
  }

  @Test
  void shouldKeepNull() {
    assertThat(serde.serializer().serialize(NAME, null)).isNull();
    assertThat(serde.deserializer().deserialize(NAME, null)).isNull();
  }

  @Test
  void shouldReadRecordsOfAnOlderSchema() throws Exception {
    Schema older =
        SchemaBuilder.record("io.camstream.schemas.DiscoveredObject")
            .fields()
            .requiredString("etag")
            .requiredString("bucket")
            .requiredString("key")
            .requiredString("dropped")
            .requiredLong("size")
            .requiredLong("lastModified")
            .requiredLong("discoveredAt")
            .endRecord();
    GenericRecord written = new GenericData.Record(older);
    written.put("etag", "e");
    written.put("bucket", "b");
    written.put("key", "k");
    written.put("dropped", "d");
    written.put("size", 5L);
    written.put("lastModified", 1000L);
    written.put("discoveredAt", 2000L);
    int id = client.register(new Topics("test").discovered().subject(), new AvroSchema(older));

    DiscoveredObject read =
        new AvroSerdes(client)
            .valueSerde(new Topics("test").discovered())
            .deserializer()
            .deserialize("t", framed(id, avro(written, older)));

    assertThat(read)
        .isEqualTo(
            new DiscoveredObject(
                "b", "k", null, "e", 5L, Instant.ofEpochMilli(1000), Instant.ofEpochMilli(2000)));
  }

  @Test
  void shouldAskForSetUpWhenTheSchemaIsNotRegistered() {
    assertThatThrownBy(() -> serde.serializer().serialize(NAME, reference()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("test.images-value")
        .hasMessageContaining("camstream setup");
  }

  @Test
  void shouldRegisterTheSchemasOfStoresItself() throws Exception {
    Serde<PendingImage> store = new AvroSerdes(client).storeSerde(PendingImage.class);
    PendingImage pending =
        PendingImage.newBuilder()
            .setReference(reference())
            .setAttempts(1)
            .setBufferedAt(Instant.ofEpochMilli(3))
            .build();

    byte[] bytes = store.serializer().serialize("changelog", pending);

    assertThat(store.deserializer().deserialize("changelog", bytes)).isEqualTo(pending);
    assertThat(client.getAllSubjects()).containsExactly(PendingImage.class.getName());
  }

  @Test
  void shouldRefuseWhatIsNoRecord() throws Exception {
    int other = client.register("other", RegisteredSchema.of(PendingImage.class));
    int own = client.register(IMAGES.subject(), RegisteredSchema.of(ImageReference.class));

    assertRefused(new byte[0], "wire format");
    assertRefused(new byte[] {0, 0, 0, 1}, "wire format");
    assertRefused(new byte[] {1, 0, 0, 0, 1, 2}, "wire format");
    assertRefused(framed(4711, new byte[0]), "does not know schema 4711");
    assertRefused(framed(other, new byte[0]), "PendingImage");
    assertRefused(framed(own, new byte[] {2}), "is not the record");
    // A string that claims to be longer than memory.
    byte[] huge = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    assertRefused(framed(own, huge), "is not the record");
    assertRefused(framed(own, new byte[] {1}), "is not the record");
  }

  @Test
  void shouldRefuseASchemaThatIsNotRegisteredUnderItsSubject() throws Exception {
    client.register(IMAGES.subject(), RegisteredSchema.of(ImageReference.class));
    Schema stranger =
        SchemaBuilder.record(ImageReference.class.getName())
            .fields()
            .name("nothings")
            .type(Schema.createArray(Schema.create(Schema.Type.NULL)))
            .noDefault()
            .endRecord();
    int id = client.register("stranger", new AvroSchema(stranger));

    assertRefused(framed(id, new byte[] {2, 0}), "not registered under the subject");
    assertRefused(framed(id, new byte[] {2, 0}), "not registered under the subject");
  }

  @Test
  void shouldBoundCountsByTheBytesOfTheRecord() throws Exception {
    Schema schema = Schema.createArray(Schema.create(Schema.Type.NULL));
    byte[] billionNulls = {(byte) 0x80, (byte) 0xa8, (byte) 0xd6, (byte) 0xb9, 0x07, 0};

    assertThatThrownBy(
            () ->
                new GenericDatumReader<>(schema)
                    .read(null, new BoundedDecoder(billionNulls, 0, billionNulls.length)))
        .hasMessageContaining("exceeds the 1 bytes left");
  }

  @Test
  void shouldAnswerWithARecordOrItsExceptionWhateverBytesAreDamaged() throws Exception {
    client.register(IMAGES.subject(), RegisteredSchema.of(ImageReference.class));
    byte[] sound = serde.serializer().serialize(NAME, reference());
    Random random = new Random(18);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(sound, 5 + random.nextInt(sound.length - 4));
      for (int n = random.nextInt(4); n >= 0 && damaged.length > 5; n--) {
        damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
      }
      try {
        serde.deserializer().deserialize(NAME, damaged);
      } catch (SerializationException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 20_000);
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> serde.deserializer().deserialize(NAME, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRepeatCallsWhileTheRegistryFailsAndAskOnlyOnce() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      Serde<ImageReference> remote = remote(registry, "10s");
      registry.failNext(2, 503);

      byte[] bytes = remote.serializer().serialize(NAME, reference());
      remote.serializer().serialize(NAME, reference());

      assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(7);
      assertThat(registry.requests()).isEqualTo(3);
    }
  }

  @Test
  void shouldGiveUpWhenTheRegistryStaysAway() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      Serde<ImageReference> remote = remote(registry, "300ms");
      registry.failNext(1000, 500);

      assertThatThrownBy(() -> remote.serializer().serialize(NAME, reference()))
          .isInstanceOf(RegistryUnavailableException.class);
      registry.close();
      assertThatThrownBy(() -> remote.deserializer().deserialize(NAME, framed(1, new byte[] {0})))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void shouldTellThatCredentialsAreRefused() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.failNext(1000, 401);

      assertThatThrownBy(() -> remote(registry, "1s").serializer().serialize(NAME, reference()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("camstream.registry.username");
      assertThat(registry.requests()).isEqualTo(1);
    }
  }

  private static Serde<ImageReference> remote(FakeRegistry registry, String retryFor) {
    Map<String, String> settings =
        Map.of("camstream.registry.url", registry.url(), "camstream.registry.retry-for", retryFor);
    return AvroSerdes.create(SettingsLoader.of(settings).load(RegistrySettings.class))
        .valueSerde(IMAGES);
  }

  private static ImageReference reference() {
    return ImageReference.newBuilder()
        .setBucket("images")
        .setKey("batch/ä b.png")
        .setEtag("0123")
        .setSize(42)
        .setLastModified(Instant.ofEpochMilli(1_000_000))
        .setDiscoveredAt(Instant.ofEpochMilli(2_000_000))
        .setBatch("batch")
        .setSource(DiscoverySource.LISTING)
        .build();
  }

  private static byte[] avro(GenericRecord record, Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] avro(ImageReference record, Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new org.apache.avro.specific.SpecificDatumWriter<ImageReference>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] framed(int id, byte[] avro) {
    return ByteBuffer.allocate(5 + avro.length).put((byte) 0).putInt(id).put(avro).array();
  }
}
