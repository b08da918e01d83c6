package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.camstream.embedded.SchemaRegistryServer;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistryClients;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.SchemaSetup;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.tls.TestAuthority;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void shouldAskForTokensAndRenewThem() throws Exception {
    AtomicInteger given = new AtomicInteger();
    HttpServer tokens =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext(
        "/token",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String wanted = "lab:the+secret";
          boolean known =
              form.equals("grant_type=client_credentials&scope=schemas")
                  && ("Basic "
                          + Base64.getEncoder()
                              .encodeToString(wanted.getBytes(StandardCharsets.UTF_8)))
                      .equals(exchange.getRequestHeaders().getFirst("Authorization"));
          given.addAndGet(known ? 1 : 0);
          byte[] body =
              "{\"access_token\":\"%s\",\"expires_in\":1}"
                  .formatted(SERVERS.registry().token())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
          if (known) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    tokens.start();
    String endpoint = "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token";
    Map<String, String> oauth = new HashMap<>();
    oauth.put(REGISTRY + "token-endpoint", endpoint);
    oauth.put(REGISTRY + "token-scope", "schemas");
    oauth.put(REGISTRY + "username", "lab");
    oauth.put(REGISTRY + "password", "the secret");
    try (SchemaRegistryClient client = client(oauth)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.getAllSubjects() != null && given.get() > 1);

      oauth.put(REGISTRY + "password", "wrong");
      assertRefused(
          oauth,
          endpoint
              + " refuses the credentials with status 401. Check camstream.registry.username and"
              + " camstream.registry.password.");
    } finally {
      tokens.stop(0);
    }
  }

  @Test
  void shouldShowItsCertificateWhereTheRegistryAsksForOne(@TempDir Path directory)
      throws Exception {
    TestAuthority authority = SERVERS.authority();
    Path client = authority.keyStore("client.p12", "PKCS12", authority.issue("client"));
    try (SchemaRegistryServer registry = SchemaRegistryServer.start(directory);
        MutualTlsProxy proxy = MutualTlsProxy.start(authority, registry.url())) {
      Map<String, String> own = new HashMap<>(token(registry.token()));
      own.put(REGISTRY + "url", proxy.url().toString());
      own.put(REGISTRY + "keystore", client.toString());
      own.put(REGISTRY + "keystore-password", TestAuthority.PASSWORD);
      try (SchemaRegistryClient known = client(own)) {
        assertThat(known.getAllSubjects()).isNotNull();
      }
      assertThat(proxy.clients()).isNotEmpty().allMatch(name -> name.contains("CN=client"));

      int before = proxy.clients().size();
      own.put(REGISTRY + "keystore", "");
      own.put(REGISTRY + "keystore-password", "");
      try (SchemaRegistryClient unknown = client(own)) {
        assertThatThrownBy(unknown::getAllSubjects).isInstanceOf(IOException.class);
      }
      assertThat(proxy.clients()).hasSize(before);
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
