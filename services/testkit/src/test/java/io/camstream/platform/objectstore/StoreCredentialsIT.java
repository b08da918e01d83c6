package io.camstream.platform.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camstream.embedded.ObjectStoreServer;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials come from when the settings hold none, against a real store. */
class StoreCredentialsIT {
  private static final String BUCKET = "store-credentials";

  @TempDir private static Path storeDirectory;

  /**
   * S3Proxy does not support session tokens: it refuses a request with one unless it is set to
   * ignore headers that it does not know. It checks the signature either way.
   */
  private static ObjectStoreServer sessionStore;

  @TempDir private Path directory;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private HttpServer server;

  @BeforeAll
  static void startSessionStore() {
    sessionStore =
        ObjectStoreServer.startS3Proxy(
            storeDirectory, Map.of("s3proxy.ignore-unknown-headers", "true"));
  }

  @AfterAll
  static void stopSessionStore() {
    sessionStore.close();
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    properties.forEach(
        (name, before) -> {
          if (before == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, before);
          }
        });
  }

  /** As an environment variable: the client looks at both. */
  private void variable(String name, String value) {
    properties.putIfAbsent(name, System.getProperty(name));
    System.setProperty(name, value);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static String accessKey() {
    return SharedServers.get().accessKey();
  }

  private static String secretKey() {
    return SharedServers.get().secretKey();
  }

  private static StoreSettings settings(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>();
    settings.put("camstream.store.endpoint", SharedServers.get().storeEndpoint().toString());
    settings.putAll(others);
    return SettingsLoader.of(settings).load(StoreSettings.class);
  }

  private static void use(Map<String, String> others) {
    try (ObjectStore store = MinioObjectStore.create(settings(others))) {
      store.ensureBucket(BUCKET);
      store.put(BUCKET, "key", new byte[3], "text/plain");
      assertThat(store.head(BUCKET, "key").size()).isEqualTo(3);
    }
  }

  @Test
  void shouldTakeKeysFromTheEnvironment() {
    variable("AWS_ACCESS_KEY_ID", accessKey());
    variable("AWS_SECRET_ACCESS_KEY", secretKey());

    use(Map.of());
  }

  @Test
  void shouldTakeKeysFromAProfile() throws IOException {
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        """
        [default]
        aws_access_key_id=nobody
        aws_secret_access_key=nothing
        [lab]
        aws_access_key_id=%s
        aws_secret_access_key=%s
        """
            .formatted(accessKey(), secretKey()));
    variable("AWS_SHARED_CREDENTIALS_FILE", file.toString());

    use(Map.of("camstream.store.profile", "lab"));
  }

  @Test
  void shouldExchangeAWebIdentityTokenAndRenewWhatExpires() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "token-of-the-service-account");
    variable("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    variable("AWS_ROLE_ARN", "arn:aws:iam::000000000000:role/camstream");
    server.createContext("/", this::assumeRoleWithWebIdentity);

    try (ObjectStore store =
        MinioObjectStore.create(
            settings(
                Map.of(
                    "camstream.store.endpoint",
                    sessionStore.endpoint().toString(),
                    "camstream.store.credentials-endpoint",
                    address(""))))) {
      store.ensureBucket(BUCKET);
      // Kubernetes writes a new token into the file long before the old one expires.
      Files.writeString(token, "next-token");
      store.put(BUCKET, "key", new byte[3], "text/plain");
    }

    assertThat(requests).hasSizeGreaterThan(1);
    assertThat(requests.get(0))
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("WebIdentityToken=token-of-the-service-account")
        .contains("RoleArn=arn");
    assertThat(requests.get(requests.size() - 1)).contains("WebIdentityToken=next-token");
  }

  /** What STS answers; the keys expire at once, so that the next request needs new ones. */
  private void assumeRoleWithWebIdentity(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestURI().getQuery() + "&" + body);
    answer(
        exchange,
        "text/xml",
        """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
            <SessionToken>session</SessionToken><Expiration>%s</Expiration>
          </Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """
            .formatted(sessionStore.accessKey(), sessionStore.secretKey(), soon()));
  }

  private static String soon() {
    return Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Test
  void shouldTakeTheRoleOfAnInstance() {
    server.createContext("/latest/api/token", exchange -> answer(exchange, "text/plain", "imds"));
    server.createContext(
        "/latest/meta-data/iam/security-credentials/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          headers.put("token", exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
          answer(
              exchange,
              "text/plain",
              exchange.getRequestURI().getPath().endsWith("/camstream")
                  ? """
                  {"Code":"Success","AccessKeyId":"%s","SecretAccessKey":"%s","Token":"session",
                   "Expiration":"%s"}"""
                      .formatted(
                          sessionStore.accessKey(),
                          sessionStore.secretKey(),
                          Instant.now().plus(1, ChronoUnit.HOURS))
                  : "camstream");
        });

    use(
        Map.of(
            "camstream.store.endpoint",
            sessionStore.endpoint().toString(),
            "camstream.store.credentials-endpoint",
            address("")));

    assertThat(headers).containsEntry("token", "imds");
    assertThat(requests).anyMatch(path -> path.endsWith("/camstream"));
  }

  @Test
  void shouldSayWhatIsMissingWhereThereIsOneKeyOnly() {
    StoreSettings one = settings(Map.of("camstream.store.access-key", "lab"));

    assertThatThrownBy(() -> MinioObjectStore.create(one))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "Set both camstream.store.access-key and camstream.store.secret-key");
  }

  @Test
  void shouldAskForEncryptionAndPutTheBucketIntoTheHost() {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "")
                  + exchange.getRequestURI().getPath());
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
          exchange.getResponseHeaders().set("ETag", "\"0123\"");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    Map<String, String> settings = new HashMap<>();
    settings.put("camstream.store.endpoint", "http://store.test:" + server.getAddress().getPort());
    settings.put("camstream.store.access-key", "lab");
    settings.put("camstream.store.secret-key", "secretsecret");
    settings.put("camstream.store.session-token", "session");
    settings.put("camstream.store.encryption", "sse-s3");
    settings.put("camstream.store.addressing", "virtual-host");
    StoreSettings own = settings(settings);
    Dns loopback = host -> new ArrayList<>(List.of(InetAddress.getLoopbackAddress()));
    OkHttpClient http = StoreHttp.client(own).newBuilder().dns(loopback).build();

    try (ObjectStore store = MinioObjectStore.create(own, http)) {
      store.put("images", "a/b.png", new byte[3], "image/png");
    }

    assertThat(requests).containsExactly("PUT images.store.test/a/b.png");
    assertThat(headers)
        .containsEntry("x-amz-server-side-encryption", "AES256")
        .containsEntry("x-amz-security-token", "session");
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
