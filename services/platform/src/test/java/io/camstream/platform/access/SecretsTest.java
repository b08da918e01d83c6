package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.Option;
import io.camstream.platform.settings.Options;
import io.camstream.platform.settings.Secret;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.tls.TestAuthority;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String SECRET = "7c1f-never-to-be-seen";

  @ParameterizedTest
  @ValueSource(classes = {KafkaSettings.class, RegistrySettings.class, StoreSettings.class})
  void shouldShowNoSecretOfASettingsInterface(Class<?> mapping) {
    Map<String, String> values = secretsOf(mapping);
    assertThat(values).isNotEmpty();
    values.put("camstream.store.access-key", "key");

    assertShowsNoSecret(mapping, SettingsLoader.of(values));
  }

  private static <T> void assertShowsNoSecret(Class<T> mapping, SettingsLoader loader) {
    T settings = loader.load(mapping);

    assertThat(Options.values(mapping, settings).toString()).contains("******");
    assertThat(settings + " " + Options.values(mapping, settings) + " " + loader)
        .doesNotContain(SECRET);
    if (settings instanceof KafkaSettings kafka) {
      assertThat(kafka.security().toString()).doesNotContain(SECRET);
    }
  }

  private static Map<String, String> secretsOf(Class<?> mapping) {
    Map<String, String> values = new HashMap<>();
    Options.of(mapping).stream()
        .filter(Option::secret)
        .forEach(option -> values.put(option.key(), SECRET));
    return values;
  }

  @Test
  void shouldHaveASecretForEveryPasswordTokenAndKey() {
    for (Class<?> mapping :
        new Class<?>[] {KafkaSettings.class, RegistrySettings.class, StoreSettings.class}) {
      assertThat(Options.of(mapping))
          .filteredOn(option -> option.key().matches(".*(password|token|secret-key)"))
          .isNotEmpty()
          .allMatch(Option::secret);
    }
  }

  @Test
  void shouldShowNoSecretInTheConfigurationOfKafkaClients(@TempDir Path directory) {
    TestAuthority authority = new TestAuthority(directory);
    Map<String, String> values = new HashMap<>();
    values.put("camstream.kafka.security.protocol", "SASL_SSL");
    values.put("camstream.kafka.security.username", "user");
    values.put("camstream.kafka.security.password", SECRET);
    values.put(
        "camstream.kafka.security.truststore", authority.trustStore("a", "PKCS12").toString());
    values.put("camstream.kafka.security.truststore-password", TestAuthority.PASSWORD);
    values.put(
        "camstream.kafka.security.keystore",
        authority.keyStore("b", "PKCS12", authority.issue("c")).toString());
    values.put("camstream.kafka.security.keystore-password", TestAuthority.PASSWORD);

    assertThat(KafkaClients.common(SettingsLoader.of(values).load(KafkaSettings.class)).toString())
        .contains("[hidden]")
        .doesNotContain(SECRET, TestAuthority.PASSWORD);
  }

  @Test
  void shouldKeepASecretToItself() {
    assertThat(Secret.of(SECRET)).hasToString("******");
    assertThat(Secret.of(SECRET)).isEqualTo(Secret.of(SECRET)).isNotEqualTo(Secret.of("other"));
  }
}
