package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
  private static final String SECURITY = "camstream.kafka.security.";

  @Test
  void shouldNeedOnlyTheBrokersByDefault() {
    assertThat(KafkaClients.common(settings(Map.of())))
        .containsOnly(
            entry("bootstrap.servers", "127.0.0.1:9092"), entry("security.protocol", "PLAINTEXT"));
  }

  @Test
  void shouldQuoteUserAndPassword() {
    Map<String, Object> config =
        KafkaClients.common(
            settings(
                Map.of(
                    SECURITY + "protocol", "SASL_SSL",
                    SECURITY + "username", "us\"er",
                    SECURITY + "password", "pass\\word;",
                    SECURITY + "truststore", "authority.pem")));

    assertThat(config)
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"us\\\"er\" password=\"pass\\\\word;\";")
        .containsEntry("ssl.truststore.location", "authority.pem")
        .containsEntry("ssl.truststore.type", "PEM");
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
