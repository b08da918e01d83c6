package io.camstream.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.SaslMechanism;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.objectstore.Addressing;
import io.camstream.platform.objectstore.Encryption;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.HttpSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;

/** Every default and every key of the platform's settings. */
class PlatformSettingsTest {
  private static final Optional<Object> UNSET = Optional.empty();

  private static <T> Map<String, Object> defaults(Class<T> mapping, String... required) {
    Map<String, String> settings =
        required.length == 0 ? Map.of() : Map.of(required[0], "a", required[1], "s");
    return Options.values(mapping, SettingsLoader.of(settings).load(mapping));
  }

  private static <T> Map<String, Object> read(Class<T> mapping, Map<String, String> environment) {
    SettingsLoader loader = SettingsLoader.from(Optional.empty(), environment, Map.of(), Map.of());
    return Options.values(mapping, loader.load(mapping));
  }

  @Test
  void shouldHaveTheseDefaultsForKafka() {
    assertThat(defaults(KafkaSettings.class))
        .containsOnly(
            entry("camstream.kafka.bootstrap-servers", "127.0.0.1:9092"),
            entry("camstream.kafka.topic-prefix", "camstream"),
            entry("camstream.kafka.client", UNSET),
            entry("camstream.kafka.security.token-endpoint", UNSET),
            entry("camstream.kafka.security.token-scope", UNSET),
            entry("camstream.kafka.security.protocol", SecurityProtocol.PLAINTEXT),
            entry("camstream.kafka.security.sasl-mechanism", SaslMechanism.SCRAM_SHA_512),
            entry("camstream.kafka.security.username", UNSET),
            entry("camstream.kafka.security.password", UNSET),
            entry("camstream.kafka.security.truststore", UNSET),
            entry("camstream.kafka.security.truststore-password", UNSET),
            entry("camstream.kafka.security.keystore", UNSET),
            entry("camstream.kafka.security.keystore-password", UNSET));
  }

  @Test
  void shouldReadEveryOptionOfKafka() {
    Map<String, String> environment =
        Map.ofEntries(
            entry("CAMSTREAM_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2"),
            entry("CAMSTREAM_KAFKA_TOPIC_PREFIX", "lab"),
            entry("CAMSTREAM_KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
            entry("CAMSTREAM_KAFKA_SECURITY_SASL_MECHANISM", "PLAIN"),
            entry("CAMSTREAM_KAFKA_SECURITY_USERNAME", "user"),
            entry("CAMSTREAM_KAFKA_SECURITY_PASSWORD", "p1"),
            entry("CAMSTREAM_KAFKA_SECURITY_TOKEN_ENDPOINT", "https://t:1/token"),
            entry("CAMSTREAM_KAFKA_SECURITY_TOKEN_SCOPE", "kafka"),
            entry("CAMSTREAM_KAFKA_SECURITY_TRUSTSTORE", "t.pem"),
            entry("CAMSTREAM_KAFKA_SECURITY_TRUSTSTORE_PASSWORD", "p2"),
            entry("CAMSTREAM_KAFKA_SECURITY_KEYSTORE", "k.p12"),
            entry("CAMSTREAM_KAFKA_SECURITY_KEYSTORE_PASSWORD", "p3"));

    assertThat(read(KafkaSettings.class, environment))
        .containsOnly(
            entry("camstream.kafka.bootstrap-servers", "a:1,b:2"),
            entry("camstream.kafka.topic-prefix", "lab"),
            entry("camstream.kafka.client", UNSET),
            entry(
                "camstream.kafka.security.token-endpoint",
                Optional.of(URI.create("https://t:1/token"))),
            entry("camstream.kafka.security.token-scope", Optional.of("kafka")),
            entry("camstream.kafka.security.protocol", SecurityProtocol.SASL_SSL),
            entry("camstream.kafka.security.sasl-mechanism", SaslMechanism.PLAIN),
            entry("camstream.kafka.security.username", Optional.of("user")),
            entry("camstream.kafka.security.password", Optional.of(Secret.of("p1"))),
            entry("camstream.kafka.security.truststore", Optional.of(Path.of("t.pem"))),
            entry("camstream.kafka.security.truststore-password", Optional.of(Secret.of("p2"))),
            entry("camstream.kafka.security.keystore", Optional.of(Path.of("k.p12"))),
            entry("camstream.kafka.security.keystore-password", Optional.of(Secret.of("p3"))));
  }

  @Test
  void shouldHaveTheseDefaultsForTopicsAndReadEveryOption() {
    assertThat(defaults(TopicSettings.class))
        .containsOnly(
            entry("camstream.topics.partitions", 48),
            entry("camstream.topics.replication-factor", 1),
            entry("camstream.topics.retention", Duration.ofDays(30)));
    Map<String, String> environment =
        Map.of(
            "CAMSTREAM_TOPICS_PARTITIONS", "6",
            "CAMSTREAM_TOPICS_REPLICATION_FACTOR", "3",
            "CAMSTREAM_TOPICS_RETENTION", "P1D");
    assertThat(read(TopicSettings.class, environment))
        .containsOnly(
            entry("camstream.topics.partitions", 6),
            entry("camstream.topics.replication-factor", 3),
            entry("camstream.topics.retention", Duration.ofDays(1)));
  }

  @Test
  void shouldHaveTheseDefaultsForTheRegistryAndReadEveryOption() {
    assertThat(defaults(RegistrySettings.class))
        .containsOnly(
            entry("camstream.registry.url", List.of(URI.create("http://127.0.0.1:8081"))),
            entry("camstream.registry.username", UNSET),
            entry("camstream.registry.password", UNSET),
            entry("camstream.registry.token", UNSET),
            entry("camstream.registry.token-endpoint", UNSET),
            entry("camstream.registry.token-scope", UNSET),
            entry("camstream.registry.keystore", UNSET),
            entry("camstream.registry.keystore-password", UNSET),
            entry("camstream.registry.truststore", UNSET),
            entry("camstream.registry.truststore-password", UNSET),
            entry("camstream.registry.timeout", Duration.ofSeconds(10)),
            entry("camstream.registry.retry-for", Duration.ofMinutes(2)));
    Map<String, String> environment =
        Map.ofEntries(
            entry("CAMSTREAM_REGISTRY_URL", "https://a:1,https://b:2"),
            entry("CAMSTREAM_REGISTRY_USERNAME", "user"),
            entry("CAMSTREAM_REGISTRY_PASSWORD", "p1"),
            entry("CAMSTREAM_REGISTRY_TOKEN", "t1"),
            entry("CAMSTREAM_REGISTRY_TOKEN_ENDPOINT", "https://t:1/token"),
            entry("CAMSTREAM_REGISTRY_TOKEN_SCOPE", "registry"),
            entry("CAMSTREAM_REGISTRY_KEYSTORE", "k.p12"),
            entry("CAMSTREAM_REGISTRY_KEYSTORE_PASSWORD", "p3"),
            entry("CAMSTREAM_REGISTRY_TRUSTSTORE", "t.p12"),
            entry("CAMSTREAM_REGISTRY_TRUSTSTORE_PASSWORD", "p2"),
            entry("CAMSTREAM_REGISTRY_TIMEOUT", "1s"),
            entry("CAMSTREAM_REGISTRY_RETRY_FOR", "2s"));
    assertThat(read(RegistrySettings.class, environment))
        .containsOnly(
            entry(
                "camstream.registry.url",
                List.of(URI.create("https://a:1"), URI.create("https://b:2"))),
            entry("camstream.registry.username", Optional.of("user")),
            entry("camstream.registry.password", Optional.of(Secret.of("p1"))),
            entry("camstream.registry.token", Optional.of(Secret.of("t1"))),
            entry(
                "camstream.registry.token-endpoint", Optional.of(URI.create("https://t:1/token"))),
            entry("camstream.registry.token-scope", Optional.of("registry")),
            entry("camstream.registry.keystore", Optional.of(Path.of("k.p12"))),
            entry("camstream.registry.keystore-password", Optional.of(Secret.of("p3"))),
            entry("camstream.registry.truststore", Optional.of(Path.of("t.p12"))),
            entry("camstream.registry.truststore-password", Optional.of(Secret.of("p2"))),
            entry("camstream.registry.timeout", Duration.ofSeconds(1)),
            entry("camstream.registry.retry-for", Duration.ofSeconds(2)));
  }

  @Test
  void shouldHaveTheseDefaultsForTheStore() {
    assertThat(defaults(StoreSettings.class))
        .containsOnly(
            entry("camstream.store.endpoint", URI.create("http://127.0.0.1:9000")),
            entry("camstream.store.region", "us-east-1"),
            entry("camstream.store.access-key", UNSET),
            entry("camstream.store.secret-key", UNSET),
            entry("camstream.store.session-token", UNSET),
            entry("camstream.store.profile", UNSET),
            entry("camstream.store.credentials-endpoint", UNSET),
            entry("camstream.store.addressing", Addressing.AUTO),
            entry("camstream.store.encryption", Encryption.NONE),
            entry("camstream.store.kms-key", UNSET),
            entry("camstream.store.truststore", UNSET),
            entry("camstream.store.truststore-password", UNSET),
            entry("camstream.store.images-bucket", "images"),
            entry("camstream.store.explanations-bucket", "explanations"),
            entry("camstream.store.reports-bucket", "reports"),
            entry("camstream.store.connect-timeout", Duration.ofSeconds(5)),
            entry("camstream.store.read-timeout", Duration.ofSeconds(30)),
            entry("camstream.store.max-connections", 16));
  }

  @Test
  void shouldReadEveryOptionOfTheStore() {
    Map<String, String> environment =
        Map.ofEntries(
            entry("CAMSTREAM_STORE_ENDPOINT", "https://s3:9"),
            entry("CAMSTREAM_STORE_REGION", "eu"),
            entry("CAMSTREAM_STORE_ACCESS_KEY", "key"),
            entry("CAMSTREAM_STORE_SECRET_KEY", "secret"),
            entry("CAMSTREAM_STORE_SESSION_TOKEN", "session"),
            entry("CAMSTREAM_STORE_PROFILE", "lab"),
            entry("CAMSTREAM_STORE_CREDENTIALS_ENDPOINT", "https://sts:1"),
            entry("CAMSTREAM_STORE_ADDRESSING", "path"),
            entry("CAMSTREAM_STORE_ENCRYPTION", "sse-s3"),
            entry("CAMSTREAM_STORE_KMS_KEY", "k"),
            entry("CAMSTREAM_STORE_TRUSTSTORE", "t.pem"),
            entry("CAMSTREAM_STORE_TRUSTSTORE_PASSWORD", "p1"),
            entry("CAMSTREAM_STORE_IMAGES_BUCKET", "i"),
            entry("CAMSTREAM_STORE_EXPLANATIONS_BUCKET", "e"),
            entry("CAMSTREAM_STORE_REPORTS_BUCKET", "r"),
            entry("CAMSTREAM_STORE_CONNECT_TIMEOUT", "1s"),
            entry("CAMSTREAM_STORE_READ_TIMEOUT", "2s"),
            entry("CAMSTREAM_STORE_MAX_CONNECTIONS", "3"));
    assertThat(read(StoreSettings.class, environment))
        .containsOnly(
            entry("camstream.store.endpoint", URI.create("https://s3:9")),
            entry("camstream.store.region", "eu"),
            entry("camstream.store.access-key", Optional.of("key")),
            entry("camstream.store.secret-key", Optional.of(Secret.of("secret"))),
            entry("camstream.store.session-token", Optional.of(Secret.of("session"))),
            entry("camstream.store.profile", Optional.of("lab")),
            entry("camstream.store.credentials-endpoint", Optional.of(URI.create("https://sts:1"))),
            entry("camstream.store.addressing", Addressing.PATH),
            entry("camstream.store.encryption", Encryption.SSE_S3),
            entry("camstream.store.kms-key", Optional.of("k")),
            entry("camstream.store.truststore", Optional.of(Path.of("t.pem"))),
            entry("camstream.store.truststore-password", Optional.of(Secret.of("p1"))),
            entry("camstream.store.images-bucket", "i"),
            entry("camstream.store.explanations-bucket", "e"),
            entry("camstream.store.reports-bucket", "r"),
            entry("camstream.store.connect-timeout", Duration.ofSeconds(1)),
            entry("camstream.store.read-timeout", Duration.ofSeconds(2)),
            entry("camstream.store.max-connections", 3));
  }

  @Test
  void shouldHaveTheseDefaultsForTheHealthPageAndReadEveryOption() {
    assertThat(defaults(HttpSettings.class))
        .containsOnly(entry("camstream.http.bind", "127.0.0.1"), entry("camstream.http.port", 0));
    assertThat(
            read(
                HttpSettings.class,
                Map.of("CAMSTREAM_HTTP_BIND", "0.0.0.0", "CAMSTREAM_HTTP_PORT", "8080")))
        .containsOnly(entry("camstream.http.bind", "0.0.0.0"), entry("camstream.http.port", 8080));
  }
}
