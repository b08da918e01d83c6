package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.embedded.KafkaBroker;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.service.HealthServer;
import io.camstream.platform.service.HttpSettings;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.service.UserErrors;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.tls.TestAuthority;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Uses all that has a secret, well and badly, and then looks for the secrets in what is shown. */
class SecretsIT {
  private static final SecureServers SERVERS = SecureServers.get();
  private static final String WRONG = "wrong-but-secret-all-the-same";

  @TempDir Path directory;

  private SecretWatch log;
  private final List<String> secrets = new ArrayList<>();

  @BeforeEach
  void watch() {
    secrets.addAll(
        List.of(
            WRONG,
            TestAuthority.PASSWORD,
            SecureServers.SCRAM_PASSWORD,
            SecureServers.BASIC_PASSWORD,
            SERVERS.registry().token(),
            SERVERS.store().secretKey(),
            SERVERS.broker().password(),
            base64(SecureServers.USER + ":" + SecureServers.BASIC_PASSWORD)));
    log = SecretWatch.open();
    log.lookFor(secrets);
  }

  @AfterEach
  void stopWatching() {
    log.close();
  }

  @Test
  void shouldNoticeASecretInALine() {
    LoggerFactory.getLogger(SecretsIT.class)
        .debug("planted", new IllegalStateException(SecureServers.SCRAM_PASSWORD));

    assertThat(log.leaks()).hasSize(1);
  }

  @Test
  void shouldLogNoSecretWhenAllIsWell() {
    SystemSetup.apply(
        SERVERS.settings(
            Map.of("camstream.kafka.topic-prefix", "secrets", "camstream.topics.partitions", "1")));
    SystemSetup.apply(
        SERVERS.settings(
            Map.of(
                "camstream.kafka.topic-prefix",
                "secrets",
                "camstream.topics.partitions",
                "1",
                "camstream.kafka.security.sasl-mechanism",
                "PLAIN",
                "camstream.kafka.security.username",
                SERVERS.broker().user(),
                "camstream.kafka.security.password",
                SERVERS.broker().password(),
                "camstream.kafka.security.keystore",
                clientKeys().toString(),
                "camstream.kafka.security.keystore-password",
                TestAuthority.PASSWORD,
                "camstream.registry.username",
                "",
                "camstream.registry.password",
                "",
                "camstream.registry.token",
                SERVERS.registry().token())));

    assertThat(log.events()).isGreaterThan(100);
    assertThat(log.leaks()).isEmpty();
  }

  @Test
  void shouldLogAndSayNoSecretWhenTheyAreWrong() {
    List<Map<String, String>> mistakes =
        List.of(
            Map.of("camstream.kafka.security.password", WRONG),
            Map.of("camstream.registry.password", WRONG),
            Map.of(
                "camstream.registry.token", WRONG,
                "camstream.registry.username", "",
                "camstream.registry.password", ""),
            Map.of("camstream.store.secret-key", WRONG),
            Map.of(
                "camstream.kafka.security.keystore",
                clientKeys().toString(),
                "camstream.kafka.security.keystore-password",
                WRONG),
            Map.of("camstream.registry.url", "https://user:" + WRONG + "@127.0.0.1"),
            Map.of("camstream.store.endpoint", "https://user:" + WRONG + "@127.0.0.1"),
            Map.of("camstream.store.endpoint", "https://user:" + WRONG + "@127 0 0 1"));

    for (Map<String, String> mistake : mistakes) {
      assertThat(lineFor(SERVERS.settings(mistake)))
          .as("%s", mistake.keySet())
          .doesNotContain(secrets)
          .doesNotContain("\n")
          .isNotBlank();
    }
    assertThat(log.leaks()).isEmpty();
  }

  /** The line that a service or a command ends with. */
  private static String lineFor(SettingsLoader settings) {
    try {
      SystemSetup.apply(settings);
      throw new AssertionError("It was not refused");
    } catch (RuntimeException e) {
      return UserErrors.in(e).orElseThrow(() -> e).getMessage();
    }
  }

  @Test
  void shouldLogNoSecretWhileABrokerStartsAndStops() throws Exception {
    String password;
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      password = broker.password();
      log.lookFor(List.of(password));
      broker.restart();
    }

    assertThat(Files.readAllLines(directory.resolve("broker.log")))
        .hasSizeGreaterThan(100)
        .noneMatch(line -> line.contains(password));
    assertThat(log.leaks()).isEmpty();
  }

  @Test
  void shouldShowNoSecretInMetrics() throws Exception {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    SettingsLoader settings = SERVERS.settings(Map.of());
    HttpSettings http = settings.load(HttpSettings.class);
    try (Admin admin = KafkaClients.admin(settings.load(KafkaSettings.class));
        KafkaClientMetrics kafka = new KafkaClientMetrics((AdminClient) admin);
        HealthServer page = HealthServer.start(http, () -> Readiness.ready("yes"), meters)) {
      assertThat(admin.describeCluster().clusterId().get()).isNotEmpty();
      kafka.bindTo(meters);

      URI address = URI.create("http://127.0.0.1:" + page.address().getPort() + "/metrics");
      String shown =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
              .body();
      assertThat(shown).contains("kafka_admin_client_").doesNotContain(secrets);
    }
  }

  @Test
  void shouldShowNoSecretInProcessListsAndEnvironments() {
    assertThat(Stream.of(SERVERS.broker().pid(), SERVERS.registry().pid(), SERVERS.store().pid()))
        .allSatisfy(
            pid -> {
              assertThat(processFile(pid, "cmdline")).contains("java").doesNotContain(secrets);
              assertThat(processFile(pid, "environ")).contains("PATH").doesNotContain(secrets);
            });
  }

  private static String processFile(long pid, String name) throws Exception {
    Path file = Path.of("/proc", Long.toString(pid), name);
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private Path clientKeys() {
    TestAuthority authority = SERVERS.authority();
    return authority.keyStore("secrets.p12", "PKCS12", authority.issue("client"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
