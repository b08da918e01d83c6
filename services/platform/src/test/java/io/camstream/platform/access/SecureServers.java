package io.camstream.platform.access;

import com.sun.net.httpserver.HttpServer;
import io.camstream.embedded.KafkaBroker;
import io.camstream.embedded.ObjectStoreServer;
import io.camstream.embedded.PrivateFiles;
import io.camstream.embedded.SchemaRegistryServer;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker, a registry and a store that are encrypted, with certificates of an authority that only
 * the tests know, made out for 127.0.0.1. One set for all tests of a JVM.
 */
final class SecureServers {
  /** Each is found nowhere but where it is leaked. */
  static final String SCRAM_PASSWORD = "scram-" + UUID.randomUUID();

  static final String BASIC_PASSWORD = "basic-" + UUID.randomUUID();
  static final String USER = "lab";

  private final Path directory;
  private final TestAuthority authority;
  private final TestAuthority stranger;
  private final KafkaBroker broker;
  private final SchemaRegistryServer registry;
  private final ObjectStoreServer store;

  private SecureServers(Path directory) throws IOException {
    this.directory = directory;
    authority = new TestAuthority(directory);
    stranger = new TestAuthority(Files.createDirectory(directory.resolve("stranger")));
    Path keys = authority.keyStore("servers.p12", "PKCS12", authority.issue("127.0.0.1"));
    CompletableFuture<SchemaRegistryServer> startedRegistry =
        CompletableFuture.supplyAsync(() -> startRegistry(directory.resolve("registry"), keys));
    CompletableFuture<ObjectStoreServer> startedStore =
        CompletableFuture.supplyAsync(
            () ->
                ObjectStoreServer.startS3Proxy(
                    directory.resolve("store"),
                    Map.of(
                        "s3proxy.keystore-path",
                        keys.toString(),
                        "s3proxy.keystore-password",
                        TestAuthority.PASSWORD)));
    broker =
        KafkaBroker.start(
            directory.resolve("kafka"),
            brokerSettings("SASL_SSL", keys, authority.pem("servers.pem")));
    registry = startedRegistry.join();
    store = startedStore.join();
  }

  static SecureServers get() {
    return Holder.SERVERS;
  }

  private static SecureServers start() {
    try {
      SecureServers servers = new SecureServers(Files.createTempDirectory("camstream-secure-"));
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-secure-servers"));
      servers.addScramUser();
      return servers;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Kafka's own settings of an encrypted listener.
   *
   * @param protocol {@code SSL}, or {@code SASL_SSL} for one that also asks for a user
   */
  static Map<String, String> brokerSettings(String protocol, Path keys, Path trusted) {
    return Map.of(
        "listener.security.protocol.map",
        "BROKER:" + protocol + ",CONTROLLER:SASL_PLAINTEXT",
        "ssl.keystore.location",
        keys.toString(),
        "ssl.keystore.password",
        TestAuthority.PASSWORD,
        "ssl.key.password",
        TestAuthority.PASSWORD,
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        trusted.toString());
  }

  /**
   * Apicurio knows users from an OpenID server alone, which it asks for a token for each user and
   * password. A few lines stand for that server here; the rest is Apicurio's own.
   */
  private static SchemaRegistryServer startRegistry(Path directory, Path keys) {
    CompletableFuture<String> token = new CompletableFuture<>();
    int port = startTokenServer(token);
    SchemaRegistryServer server =
        SchemaRegistryServer.start(
            directory,
            Map.of(
                "quarkus.http.insecure-requests",
                "disabled",
                "quarkus.http.ssl.certificate.key-store-file",
                keys.toString(),
                "quarkus.http.ssl.certificate.key-store-password",
                TestAuthority.PASSWORD,
                "registry.auth.basic-auth-client-credentials.enabled",
                "true",
                "registry.auth.token.endpoint",
                "http://127.0.0.1:" + port + "/token"));
    token.complete(server.token());
    return server;
  }

  private static int startTokenServer(CompletableFuture<String> token) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/token",
          exchange -> {
            String form =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = form.contains(USER) && form.contains(BASIC_PASSWORD);
            String answer =
                known
                    ? "{\"access_token\":\"%s\",\"expires_in\":60}".formatted(token.join())
                    : "{\"error\":\"invalid_client\"}";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addScramUser() throws Exception {
    Map<String, Object> config = new HashMap<>(broker.clientConfig());
    config.put("security.protocol", "SASL_SSL");
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.location", trusted().toString());
    try (Admin admin = Admin.create(config)) {
      // Kafka refuses two changes of one user in one request.
      admin.alterUserScramCredentials(scram(ScramMechanism.SCRAM_SHA_256)).all().get();
      admin.alterUserScramCredentials(scram(ScramMechanism.SCRAM_SHA_512)).all().get();
    }
  }

  private static List<UserScramCredentialAlteration> scram(ScramMechanism mechanism) {
    return List.of(
        new UserScramCredentialUpsertion(
            USER, new ScramCredentialInfo(mechanism, 4096), SCRAM_PASSWORD));
  }

  TestAuthority authority() {
    return authority;
  }

  KafkaBroker broker() {
    return broker;
  }

  SchemaRegistryServer registry() {
    return registry;
  }

  ObjectStoreServer store() {
    return store;
  }

  /** The right authority, in PEM. */
  Path trusted() {
    return authority.pem("authority.pem");
  }

  /** Another authority, in PEM, which has nothing to do with the servers. */
  Path untrusted() {
    return stranger.pem("authority.pem");
  }

  /** The settings of a service that can use all three. */
  Map<String, String> settings() {
    String trusted = trusted().toString();
    Map<String, String> settings = new HashMap<>();
    settings.put("camstream.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("camstream.kafka.security.protocol", "SASL_SSL");
    settings.put("camstream.kafka.security.username", USER);
    settings.put("camstream.kafka.security.password", SCRAM_PASSWORD);
    settings.put("camstream.kafka.security.truststore", trusted);
    settings.put("camstream.registry.url", registry.url().toString());
    settings.put("camstream.registry.username", USER);
    settings.put("camstream.registry.password", BASIC_PASSWORD);
    settings.put("camstream.registry.truststore", trusted);
    settings.put("camstream.store.endpoint", store.endpoint().toString());
    settings.put("camstream.store.access-key", store.accessKey());
    settings.put("camstream.store.secret-key", store.secretKey());
    settings.put("camstream.store.truststore", trusted);
    return settings;
  }

  /** The same with some other values; an empty one takes the setting away. */
  SettingsLoader settings(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(settings());
    settings.putAll(others);
    settings.values().removeIf(String::isEmpty);
    return SettingsLoader.of(settings);
  }

  private void close() {
    broker.close();
    registry.close();
    store.close();
    PrivateFiles.deleteRecursively(directory);
  }

  /** The servers start on several threads, which wait for the class that holds their code. */
  private static final class Holder {
    private static final SecureServers SERVERS = start();
  }
}
