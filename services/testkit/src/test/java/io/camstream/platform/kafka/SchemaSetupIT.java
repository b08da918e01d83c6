package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.testkit.SharedServers;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaSetupIT {
  private SchemaRegistryClient client;
  private SchemaSetup setup;

  @BeforeAll
  void connect() {
    client = RegistryClients.create(settings());
    setup = new SchemaSetup(client, Duration.ofSeconds(10));
  }

  @AfterAll
  void close() throws IOException {
    client.close();
  }

  private static RegistrySettings settings() {
    return SettingsLoader.of(SharedServers.get().settings()).load(RegistrySettings.class);
  }

  @Test
  void shouldRegisterEverySchemaOnceAndGuardIt() throws Exception {
    List<Topic<?>> topics = new Topics("schema-setup-it").all();

    setup.register(topics);
    client.reset();
    setup.register(topics);

    for (Topic<?> topic : topics) {
      assertThat(client.getAllVersions(topic.subject())).as(topic.subject()).hasSize(1);
      assertThat(client.getCompatibility(topic.subject())).isEqualTo("BACKWARD_TRANSITIVE");
      assertThat(client.getLatestSchemaMetadata(topic.subject()).getSchema())
          .doesNotContain("avro.java.string");
    }
  }

  @Test
  void shouldRefuseASchemaThatCanNotReadWhatIsThere() throws Exception {
    Topic<DiscoveredObject> topic = new Topics("schema-setup-it-old").discovered();
    Schema old =
        SchemaBuilder.record("io.camstream.schemas.DiscoveredObject")
            .fields()
            .requiredInt("bucket")
            .endRecord();
    client.register(topic.subject(), new AvroSchema(old));

    assertThatThrownBy(() -> setup.register(List.of(topic)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(topic.subject())
        .hasMessageContaining("not compatible");
  }

  @Test
  void shouldWriteAndReadThroughTheRegistry() {
    Topic<DiscoveredObject> topic = new Topics("schema-setup-it-serde").discovered();
    setup.register(List.of(topic));
    DiscoveredObject object =
        new DiscoveredObject(
            "b", "k", "v1", "e", 1L, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2));

    Serde<DiscoveredObject> writer = AvroSerdes.create(settings()).valueSerde(topic);
    Serde<DiscoveredObject> reader = AvroSerdes.create(settings()).valueSerde(topic);
    byte[] bytes = writer.serializer().serialize(topic.name(), object);

    assertThat(reader.deserializer().deserialize(topic.name(), bytes)).isEqualTo(object);
  }

  @Test
  void shouldAskForSetUpWhereNoSchemaIsRegistered() {
    Topic<DiscoveredObject> topic = new Topics("schema-setup-it-none").discovered();
    DiscoveredObject object =
        new DiscoveredObject(
            "b", "k", null, "e", 1L, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2));

    assertThatThrownBy(
            () ->
                AvroSerdes.create(settings())
                    .valueSerde(topic)
                    .serializer()
                    .serialize(topic.name(), object))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("camstream setup");
  }
}
