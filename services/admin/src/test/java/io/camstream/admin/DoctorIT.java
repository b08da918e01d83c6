package io.camstream.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.SharedServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One clear line for each thing that is wrong, which names the setting and shows no secret. */
class DoctorIT {
  private static final String WRONG = "wrong-but-secret";
  private static final String KAFKA = "camstream.kafka.security.";

  @BeforeAll
  static void setUp() {
    SystemSetup.apply(settings(Map.of()));
  }

  @Test
  void shouldFindNothingWrongWhereAllIsWell() {
    assertThat(new Doctor(settings(Map.of())).connections())
        .hasSizeGreaterThan(8)
        .noneMatch(check -> check.state() == DoctorCheck.State.BAD);
  }

  @Test
  void shouldTellRefusedCredentials() {
    assertThat(line(Map.of(KAFKA + "password", WRONG)))
        .startsWith("Kafka refuses the user or the password. Check " + KAFKA + "username");
    assertThat(line(Map.of("camstream.registry.token", WRONG)))
        .startsWith("The schema registry refuses the credentials. Check camstream.registry.");
    assertThat(line(Map.of("camstream.store.secret-key", WRONG)))
        .contains("Check camstream.store.access-key, camstream.store.secret-key");
  }

  @Test
  void shouldTellMissingCredentials() {
    assertThat(line(Map.of(KAFKA + "password", "")))
        .contains("asks for SASL, which needs " + KAFKA + "username and " + KAFKA + "password");
    assertThat(line(Map.of("camstream.registry.token", "")))
        .startsWith("The schema registry refuses the credentials.");
  }

  @Test
  void shouldTellAServerThatDoesNotSpeakTls() {
    assertThat(line(Map.of("camstream.registry.url", https("camstream.registry.url"))))
        .contains("it does not speak TLS at this address. Check camstream.registry.url");
    assertThat(line(Map.of("camstream.store.endpoint", https("camstream.store.endpoint"))))
        .contains("it does not speak TLS at this address. Check camstream.store.endpoint");
  }

  @Test
  void shouldTellATrustStoreThatIsMissing() {
    String file = "/nowhere/authority.pem";

    for (String setting : List.of("camstream.registry.truststore", "camstream.store.truststore")) {
      assertThat(line(Map.of(setting, file)))
          .isEqualTo(
              "Setting " + setting + ": '" + file + "' can't be read: there is no such file.");
    }
    assertThat(line(Map.of(KAFKA + "protocol", "SASL_SSL", KAFKA + "truststore", file)))
        .contains("Setting " + KAFKA + "truststore: '" + file + "' can't be read");
  }

  private static String https(String setting) {
    return SharedServers.get().settings().get(setting).replace("http:", "https:");
  }

  /** The one line that is bad. */
  private static String line(Map<String, String> others) {
    List<DoctorCheck> bad =
        new Doctor(settings(others))
            .connections()
            .filter(check -> check.state() == DoctorCheck.State.BAD)
            .toList();
    assertThat(bad).as("%s", others).hasSize(1);
    assertThat(bad.get(0).detail()).doesNotContain("\n", WRONG);
    return bad.get(0).detail();
  }

  private static SettingsLoader settings(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(SharedServers.get().settings());
    settings.put("camstream.kafka.topic-prefix", "doctor");
    settings.put("camstream.topics.partitions", "1");
    settings.putAll(others);
    settings.values().removeIf(String::isEmpty);
    return SettingsLoader.of(settings);
  }
}
