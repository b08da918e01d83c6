package io.camstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.testkit.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryServerIT {
  private static final String ONE_FIELD =
      """
      {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"string\\"}]}"}""";
  private static final String FIELD_WITHOUT_DEFAULT_ADDED =
      """
      {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"string\\"},{\\"name\\":\\"b\\",\\"type\\":\\"string\\"}]}"}""";

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldKeepSchemasAndAddressOverRestart() throws Exception {
    try (SchemaRegistryServer registry = SchemaRegistryServer.start(directory)) {
      URI address = registry.url();
      int id = idIn(register(registry, "s-value", ONE_FIELD));

      registry.restart();

      assertThat(registry.url()).isEqualTo(address);
      assertThat(address.getHost()).isEqualTo("127.0.0.1");
      HttpResponse<String> schema = get(registry, "/schemas/ids/" + id);
      assertThat(schema.statusCode()).isEqualTo(200);
      assertThat(schema.body()).contains("record");
      assertThat(register(registry, "s-value", FIELD_WITHOUT_DEFAULT_ADDED).statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void shouldRefuseIncompatibleSchema() throws Exception {
    SchemaRegistryServer registry = SharedServers.get().registry();
    register(registry, "refused-value", ONE_FIELD);

    assertThat(register(registry, "refused-value", FIELD_WITHOUT_DEFAULT_ADDED).statusCode())
        .isEqualTo(409);
  }

  @Test
  void shouldRefuseRequestsWithoutTheToken() throws Exception {
    SchemaRegistryServer registry = SharedServers.get().registry();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"));

    assertThat(status(request.copy())).isEqualTo(401);
    assertThat(status(request.copy().header("Authorization", "Basic dXNlcjpwYXNzd29yZA==")))
        .isEqualTo(401);
    assertThat(status(bearer(request, RegistryLogin.generate().token()))).isEqualTo(401);
    assertThat(status(bearer(request, registry.token()))).isEqualTo(200);
  }

  private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
    return request.copy().header("Authorization", "Bearer " + token);
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> register(SchemaRegistryServer registry, String subject, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .header("Authorization", "Bearer " + registry.token())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(SchemaRegistryServer registry, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .header("Authorization", "Bearer " + registry.token())
            .build(),
        BodyHandlers.ofString());
  }

  private static int idIn(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Integer.parseInt(response.body().replaceAll("[^0-9]", ""));
  }
}
