package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.tls.TestAuthority;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {
  private static final String SECURITY = "camstream.kafka.security.";

  @Test
  void shouldNeedOnlyTheBrokersByDefault() {
    assertThat(KafkaClients.common(settings(Map.of())))
        .containsOnly(
            entry("bootstrap.servers", "127.0.0.1:9092"), entry("security.protocol", "PLAINTEXT"));
  }

  @Test
  void shouldQuoteUserAndPasswordAndShowThePasswordToNobodyButKafka() {
    Map<String, Object> config =
        KafkaClients.common(
            settings(
                Map.of(
                    SECURITY + "protocol", "SASL_PLAINTEXT",
                    SECURITY + "username", "us\"er",
                    SECURITY + "password", "pass\\word;")));

    assertThat(config).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    assertThat(config.toString()).doesNotContain("pass\\");
    assertThat(((Password) config.get("sasl.jaas.config")).value())
        .isEqualTo(
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"us\\\"er\" password=\"pass\\\\word;\";");
  }

  @Test
  void shouldHandOverStoresWithTheirFormAndPassword(@TempDir Path directory) {
    TestAuthority authority = new TestAuthority(directory);
    Path trust = authority.pem("trust");
    Path key = authority.keyStore("key", "PKCS12", authority.issue("client"));

    Map<String, Object> config =
        KafkaClients.common(
            settings(
                Map.of(
                    SECURITY + "protocol",
                    "ssl",
                    SECURITY + "truststore",
                    trust.toString(),
                    SECURITY + "keystore",
                    key.toString(),
                    SECURITY + "keystore-password",
                    TestAuthority.PASSWORD)));

    Password password = new Password(TestAuthority.PASSWORD);
    assertThat(config)
        .containsOnly(
            entry("bootstrap.servers", "127.0.0.1:9092"),
            entry("security.protocol", "SSL"),
            entry("ssl.truststore.location", trust.toString()),
            entry("ssl.truststore.type", "PEM"),
            entry("ssl.keystore.location", key.toString()),
            entry("ssl.keystore.type", "PKCS12"),
            entry("ssl.keystore.password", password),
            entry("ssl.key.password", password));
  }

  @Test
  void shouldAskForCredentialsWhereTheProtocolNeedsThem() {
    KafkaSettings settings = settings(Map.of(SECURITY + "protocol", "SASL_PLAINTEXT"));

    assertThatThrownBy(() -> KafkaClients.common(settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("camstream.kafka.security.username");
  }

  private static KafkaSettings settings(Map<String, String> values) {
    return SettingsLoader.of(values).load(KafkaSettings.class);
  }
}
