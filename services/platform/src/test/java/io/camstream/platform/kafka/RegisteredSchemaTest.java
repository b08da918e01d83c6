package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.schemas.PendingImage;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.Test;

class RegisteredSchemaTest {

  @Test
  void shouldTakeTheIdOfAnotherProcessThatRegisteredItAtTheSameMoment() throws Exception {
    try (FakeRegistry registry = new FakeRegistry();
        SchemaRegistryClient client = new CachedSchemaRegistryClient(registry.url(), 10)) {
      registry.failNext(1, 409);
      registry.answerWith("{\"subject\":\"s\",\"id\":7,\"version\":1}");

      assertThat(register(client)).isEqualTo(7);
    }
  }

  @Test
  void shouldStayRefusedWhenTheSchemaIsIncompatible() throws Exception {
    try (FakeRegistry registry = new FakeRegistry();
        SchemaRegistryClient client = new CachedSchemaRegistryClient(registry.url(), 10)) {
      registry.failNext(2, 409);

      assertThatThrownBy(() -> register(client)).isInstanceOf(RestClientException.class);
    }
  }

  private static int register(SchemaRegistryClient client) throws Exception {
    return RegisteredSchema.register(client, "s", RegisteredSchema.of(PendingImage.class));
  }
}
