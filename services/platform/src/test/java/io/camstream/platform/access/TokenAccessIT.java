package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camstream.embedded.KafkaBroker;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.settings.SettingsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka with access tokens that an OAuth server gives for client credentials. */
class TokenAccessIT {
  private static final String SECURITY = "camstream.kafka.security.";
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final String BROKER = "listener.name.broker.";
  private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearer";
  private static final AtomicInteger TOKENS = new AtomicInteger();

  @TempDir private static Path directory;

  private static HttpServer tokenServer;
  private static KafkaBroker broker;

  @BeforeAll
  static void startServers() throws Exception {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("test");
    tokenServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokenServer.createContext("/token", exchange -> giveToken(exchange, key));
    tokenServer.createContext(
        "/keys", exchange -> answer(exchange, 200, new JsonWebKeySet(key).toJson()));
    tokenServer.start();
    Map<String, String> settings = new HashMap<>();
    settings.put(BROKER + "sasl.enabled.mechanisms", "PLAIN,OAUTHBEARER");
    settings.put(BROKER + "oauthbearer.sasl.jaas.config", OAUTH + "LoginModule required;");
    settings.put(
        BROKER + "oauthbearer.sasl.server.callback.handler.class",
        OAUTH + "ValidatorCallbackHandler");
    settings.put("sasl.oauthbearer.jwks.endpoint.url", address("/keys"));
    settings.put("sasl.oauthbearer.expected.audience", "kafka");
    settings.put("sasl.oauthbearer.expected.issuer", "test");
    broker =
        KafkaBroker.start(directory.resolve("kafka"), settings, Map.of(ALLOWED, address("/keys")));
  }

  @AfterAll
  static void stopServers() {
    broker.close();
    tokenServer.stop(0);
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + tokenServer.getAddress().getPort() + path;
  }

  private static void giveToken(HttpExchange exchange, RsaJsonWebKey key) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String wanted =
        "Basic "
            + Base64.getEncoder().encodeToString("lab:the-secret".getBytes(StandardCharsets.UTF_8));
    boolean known =
        wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && form.contains("grant_type=client_credentials")
            && form.contains("scope=pathology");
    if (!known) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    TOKENS.incrementAndGet();
    answer(exchange, 200, "{\"access_token\":\"%s\",\"expires_in\":300}".formatted(token(key)));
  }

  private static String token(RsaJsonWebKey key) throws IOException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("test");
    claims.setSubject("lab");
    claims.setAudience("kafka");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringClaim("scope", "pathology");
    JsonWebSignature signed = new JsonWebSignature();
    signed.setPayload(claims.toJson());
    signed.setKey(key.getPrivateKey());
    signed.setKeyIdHeaderValue("test");
    signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return signed.getCompactSerialization();
    } catch (JoseException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static KafkaSettings settings(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>();
    settings.put("camstream.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put(SECURITY + "protocol", "SASL_PLAINTEXT");
    settings.put(SECURITY + "sasl-mechanism", "OAUTHBEARER");
    settings.put(SECURITY + "token-endpoint", address("/token"));
    settings.put(SECURITY + "token-scope", "pathology");
    settings.put(SECURITY + "username", "lab");
    settings.put(SECURITY + "password", "the-secret");
    settings.putAll(others);
    return SettingsLoader.of(settings).load(KafkaSettings.class);
  }

  @Test
  void shouldReachKafkaWithATokenOfTheEndpoint() throws Exception {
    int before = TOKENS.get();

    try (Admin admin = KafkaClients.admin(settings(Map.of()))) {
      assertThat(admin.describeCluster().clusterId().get()).isNotEmpty();
    }
    assertThat(TOKENS.get()).isGreaterThan(before);
  }

  @Test
  void shouldRefuseAWrongSecretWithoutShowingIt() {
    KafkaSettings wrong = settings(Map.of(SECURITY + "password", "not-the-secret"));

    assertThatThrownBy(() -> KafkaClients.admin(wrong, Duration.ofSeconds(20)).close())
        .satisfies(
            failure ->
                assertThat(failure.toString() + failure.getCause())
                    .doesNotContain("not-the-secret"));
  }

  @Test
  void shouldAskForTheEndpoint() {
    KafkaSettings without = settings(Map.of(SECURITY + "token-endpoint", ""));

    assertThatThrownBy(() -> KafkaClients.admin(without))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "camstream.kafka.security.sasl-mechanism is OAUTHBEARER, which needs"
                + " camstream.kafka.security.token-endpoint.");
  }

  @Test
  void shouldHandOnOtherPropertiesOfKafkasClients() throws Exception {
    // All of the login as properties of Kafka's own: what MSK's or Kerberos' would be.
    String login =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(broker.user(), broker.password());
    KafkaSettings own =
        SettingsLoader.of(
                Map.of(
                    "camstream.kafka.bootstrap-servers",
                    broker.bootstrapServers(),
                    "camstream.kafka.client.security.protocol",
                    "SASL_PLAINTEXT",
                    "camstream.kafka.client.sasl.mechanism",
                    "PLAIN",
                    "camstream.kafka.client.sasl.jaas.config",
                    login))
            .load(KafkaSettings.class);

    assertThat(own.toString()).doesNotContain(broker.password());
    assertThat(KafkaClients.common(own).toString()).doesNotContain(broker.password());
    try (Admin admin = KafkaClients.admin(own)) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
  }
}
