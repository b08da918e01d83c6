package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistryClients;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.SchemaSetup;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.tls.TestAuthority;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A registry with HTTPS and users, by settings alone. */
class RegistryAccessIT {
  private static final String REGISTRY = "camstream.registry.";
  private static final SecureServers SERVERS = SecureServers.get();
  private static final List<Topic<?>> TOPICS = new Topics("registry-access").all();

  @Test
  void shouldRegisterSchemasWithUserAndPassword() throws Exception {
    try (SchemaRegistryClient client = client(Map.of())) {
      register(client);

      assertThat(client.getAllSubjects()).contains(TOPICS.get(0).subject());
    }
  }

  @Test
  void shouldRegisterSchemasWithAToken() throws Exception {
    Map<String, String> token = token(SERVERS.registry().token());

    try (SchemaRegistryClient client = client(token)) {
      register(client);

      assertThat(client.getAllSubjects()).contains(TOPICS.get(0).subject());
    }
  }

  @Test
  void shouldTrustTheAuthorityOfATrustStore() throws Exception {
    String file = SERVERS.authority().trustStore("registry.p12", "PKCS12").toString();

    try (SchemaRegistryClient client =
        client(
            Map.of(
                REGISTRY + "truststore",
                file,
                REGISTRY + "truststore-password",
                TestAuthority.PASSWORD))) {
      assertThat(client.getAllSubjects()).isNotNull();
    }
  }

  @Test
  void shouldRefuseARegistryOfAnUnknownAuthority() {
    String line =
        "A connection to the schema registry is not possible: its certificate is not signed by an"
            + " authority that is trusted. Check camstream.registry.url and"
            + " camstream.registry.truststore.";

    assertRefused(Map.of(REGISTRY + "truststore", SERVERS.untrusted().toString()), line);
    assertRefused(Map.of(REGISTRY + "truststore", ""), line);
  }

  @Test
  void shouldRefuseARegistryWhoseCertificateIsMadeOutForAnotherHost() {
    String url = SERVERS.registry().url().toString().replace("127.0.0.1", "localhost");

    assertRefused(
        Map.of(REGISTRY + "url", url),
        "A connection to the schema registry is not possible: its certificate is made out for"
            + " another host name than the one in the address. Check camstream.registry.url and"
            + " camstream.registry.truststore.");
  }

  @Test
  void shouldTellWrongAndMissingCredentialsInOneLine() {
    String line =
        "The schema registry refuses the credentials. Check camstream.registry.username and"
            + " camstream.registry.password, or camstream.registry.token.";

    assertRefused(Map.of(REGISTRY + "password", "not-the-password"), line);
    assertRefused(Map.of(REGISTRY + "username", ""), line);
    assertRefused(token("not-the-token"), line);
  }

  @Test
  void shouldRefuseATokenBesideAUser() {
    assertRefused(
        Map.of(REGISTRY + "token", "any"),
        "camstream.registry.token and camstream.registry.username are both set: the registry takes"
            + " one of them.");
  }

  private static Map<String, String> token(String token) {
    return Map.of(REGISTRY + "username", "", REGISTRY + "password", "", REGISTRY + "token", token);
  }

  private static SchemaRegistryClient client(Map<String, String> others) {
    return RegistryClients.create(SERVERS.settings(others).load(RegistrySettings.class));
  }

  private static void register(SchemaRegistryClient client) {
    new SchemaSetup(client, SERVERS.settings(Map.of()).load(RegistrySettings.class).retryFor())
        .register(TOPICS);
  }

  private static void assertRefused(Map<String, String> others, String line) {
    assertThatThrownBy(() -> tryToRegister(others)).isInstanceOf(UserError.class).hasMessage(line);
  }

  private static void tryToRegister(Map<String, String> others) throws IOException {
    try (SchemaRegistryClient client = client(others)) {
      register(client);
    }
  }
}
