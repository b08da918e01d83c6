package io.camstream.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistrySettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  private static final String MODEL = "camstream.sample.model";

  @Doc("A group.")
  @ConfigMapping(prefix = "camstream.sample")
  interface Sample {
    enum Guarantee {
      EXACTLY_ONCE,
      AT_LEAST_ONCE
    }

    @Doc("Folder.")
    Path model();

    @Doc("Images in a batch.")
    @WithDefault("8")
    @Range(min = 1, max = 512)
    int batchSize();

    @Doc("Wait.")
    @WithDefault("250ms")
    Duration batchLinger();

    @Doc("Largest file.")
    @WithDefault("200MB")
    DataSize maxFile();

    @Doc("Methods.")
    @WithDefault("gradcam,layercam")
    List<String> methods();

    @Doc("Opacity.")
    @WithDefault("0.5")
    @Range(min = 0, max = 1)
    double opacity();

    @Doc("Guarantee.")
    @WithDefault("exactly-once")
    Guarantee guarantee();

    @Doc("Layers.")
    Optional<List<String>> layers();

    @Doc("Address.")
    Optional<URI> address();

    @Doc("Key.")
    Optional<Secret> secretKey();

    Inner inner();

    interface Inner {
      @Doc("Deep.")
      @WithDefault("true")
      boolean deepSwitch();
    }
  }

  @Test
  void shouldUseDefaultsWhereNothingIsSet() {
    Sample sample = SettingsLoader.of(Map.of(MODEL, "m")).load(Sample.class);

    assertThat(sample.model()).isEqualTo(Path.of("m"));
    assertThat(sample.batchSize()).isEqualTo(8);
    assertThat(sample.batchLinger()).isEqualTo(Duration.ofMillis(250));
    assertThat(sample.maxFile()).isEqualTo(new DataSize(200L << 20));
    assertThat(sample.methods()).containsExactly("gradcam", "layercam");
    assertThat(sample.opacity()).isEqualTo(0.5);
    assertThat(sample.guarantee()).isEqualTo(Sample.Guarantee.EXACTLY_ONCE);
    assertThat(sample.layers()).isEmpty();
    assertThat(sample.address()).isEmpty();
    assertThat(sample.secretKey()).isEmpty();
    assertThat(sample.inner().deepSwitch()).isTrue();
  }

  @Test
  void shouldReadEveryOptionFromItsEnvironmentVariable() {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("CAMSTREAM_SAMPLE_MODEL", "/m"),
            Map.entry("CAMSTREAM_SAMPLE_BATCH_SIZE", "16"),
            Map.entry("CAMSTREAM_SAMPLE_BATCH_LINGER", "2s"),
            Map.entry("CAMSTREAM_SAMPLE_MAX_FILE", "1gb"),
            Map.entry("CAMSTREAM_SAMPLE_METHODS", "fem, scorecam"),
            Map.entry("CAMSTREAM_SAMPLE_OPACITY", "1"),
            Map.entry("CAMSTREAM_SAMPLE_GUARANTEE", "at-least-once"),
            Map.entry("CAMSTREAM_SAMPLE_LAYERS", "a,b"),
            Map.entry("CAMSTREAM_SAMPLE_ADDRESS", "http://h:1"),
            Map.entry("CAMSTREAM_SAMPLE_SECRET_KEY", "pa${ss}"),
            Map.entry("CAMSTREAM_SAMPLE_INNER_DEEP_SWITCH", "false"));

    Sample sample =
        SettingsLoader.from(Optional.empty(), environment, Map.of(), Map.of()).load(Sample.class);

    assertThat(sample.model()).isEqualTo(Path.of("/m"));
    assertThat(sample.batchSize()).isEqualTo(16);
    assertThat(sample.batchLinger()).isEqualTo(Duration.ofSeconds(2));
    assertThat(sample.maxFile()).isEqualTo(new DataSize(1L << 30));
    assertThat(sample.methods()).containsExactly("fem", "scorecam");
    assertThat(sample.opacity()).isEqualTo(1);
    assertThat(sample.guarantee()).isEqualTo(Sample.Guarantee.AT_LEAST_ONCE);
    assertThat(sample.layers()).contains(List.of("a", "b"));
    assertThat(sample.address()).contains(URI.create("http://h:1"));
    assertThat(sample.secretKey().map(Secret::reveal)).contains("pa${ss}");
    assertThat(sample.inner().deepSwitch()).isFalse();
  }

  @Test
  void shouldPreferOverridesToPropertiesToEnvironmentToFile(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("camstream.properties");
    String key = "camstream.sample.batch-size";
    Files.writeString(file, MODEL + "=file\n" + key + "=1\n");
    Map<String, String> environment = Map.of("CAMSTREAM_SAMPLE_BATCH_SIZE", "2");
    Map<String, String> properties = Map.of(key, "3");
    Map<String, String> overrides = Map.of(key, "4");

    assertThat(size(file, Map.of(), Map.of(), Map.of())).isEqualTo(1);
    assertThat(size(file, environment, Map.of(), Map.of())).isEqualTo(2);
    assertThat(size(file, environment, properties, Map.of())).isEqualTo(3);
    assertThat(size(file, environment, properties, overrides)).isEqualTo(4);
    assertThat(
            SettingsLoader.from(Optional.of(file), environment, properties, overrides)
                .with(Map.of(key, "5"))
                .load(Sample.class)
                .batchSize())
        .isEqualTo(5);
  }

  private static int size(
      Path file,
      Map<String, String> environment,
      Map<String, String> properties,
      Map<String, String> overrides) {
    return SettingsLoader.from(Optional.of(file), environment, properties, overrides)
        .load(Sample.class)
        .batchSize();
  }

  @Test
  void shouldNameTheMissingOptionAndItsVariable() {
    assertThatThrownBy(() -> SettingsLoader.of(Map.of()).load(Sample.class))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Missing setting camstream.sample.model (environment variable"
                + " CAMSTREAM_SAMPLE_MODEL): expected a path.");
  }

  @Test
  void shouldTreatAnEmptyValueAsMissing() {
    assertThatThrownBy(() -> SettingsLoader.of(Map.of(MODEL, "")).load(Sample.class))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Missing setting camstream.sample.model");
  }

  @Test
  void shouldNameTheInvalidValueAndWhatIsExpected() {
    assertInvalid("batch-size", "many", "a whole number from 1 to 512");
    assertInvalid("batch-size", "0", "a whole number from 1 to 512");
    assertInvalid("batch-size", "513", "a whole number from 1 to 512");
    assertInvalid("opacity", "1.5", "a number from 0 to 1");
    assertInvalid("opacity", "NaN", "a number from 0 to 1");
    assertInvalid("batch-linger", "soon", "a duration such as 250ms, 30s, 5m, 12h or 30d");
    assertInvalid("batch-linger", "-PT1S", "a duration such as 250ms, 30s, 5m, 12h or 30d");
    assertInvalid("max-file", "big", "a size such as 64KB, 200MB or 2GB");
    assertInvalid("guarantee", "most", "one of exactly-once, at-least-once");
    assertInvalid("inner.deep-switch", "perhaps", "true or false");
    assertInvalid("address", "http://[", "an address such as http://127.0.0.1:9000");
  }

  private static void assertInvalid(String name, String value, String expected) {
    String key = "camstream.sample." + name;
    assertThatThrownBy(() -> SettingsLoader.of(Map.of(MODEL, "m", key, value)).load(Sample.class))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Invalid value '" + value + "' of setting " + key)
        .hasMessageContaining(Option.environmentVariable(key))
        .hasMessageEndingWith("expected " + expected + ".");
  }

  @Test
  void shouldSuggestTheNearestKeyForAnUnknownOne() {
    SettingsLoader loader =
        SettingsLoader.of(Map.of(MODEL, "m", "camstream.sample.batchsize", "8"));

    assertThatThrownBy(() -> loader.load(Sample.class))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Unknown setting 'camstream.sample.batchsize' in the given settings. Did you mean"
                + " 'camstream.sample.batch-size'?");
  }

  @Test
  void shouldSuggestTheNearestVariableForAnUnknownOne() {
    Map<String, String> environment =
        Map.of("CAMSTREAM_SAMPLE_MODEL", "m", "CAMSTREAM_SAMPLE_BATCHSIZE", "8");
    SettingsLoader loader = SettingsLoader.from(Optional.empty(), environment, Map.of(), Map.of());

    assertThatThrownBy(() -> loader.load(Sample.class))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Unknown environment variable 'CAMSTREAM_SAMPLE_BATCHSIZE' in the environment. Did you"
                + " mean 'CAMSTREAM_SAMPLE_BATCH_SIZE'?");
  }

  @Test
  void shouldIgnoreKeysOfOtherGroups() {
    Map<String, String> settings =
        Map.of(MODEL, "m", "camstream.samples.model", "x", "camstream.other", "y");

    assertThat(SettingsLoader.of(settings).load(Sample.class).model()).isEqualTo(Path.of("m"));
  }

  @Test
  void shouldRefuseMisspeltGroupsWhereAllGroupsAreKnown() {
    SettingsLoader loader = SettingsLoader.of(Map.of("camstream.sampel.model", "m"));

    assertThatThrownBy(() -> loader.refuseUnknownKeys(List.of(Sample.class)))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("Did you mean 'camstream.sample.model'?");
  }

  @Test
  void shouldNotShowSecrets() {
    Sample sample =
        SettingsLoader.of(Map.of(MODEL, "m", "camstream.sample.secret-key", "hunter2"))
            .load(Sample.class);

    assertThat(sample.secretKey().orElseThrow()).hasToString("******");
    assertThat(sample.toString()).doesNotContain("hunter2");
  }

  @Test
  void shouldNameTheFileThatIsMissing(@TempDir Path folder) {
    Path file = folder.resolve("none.properties");

    assertThatThrownBy(() -> SettingsLoader.fromEnvironment(Optional.of(file), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.properties")
        .hasMessageContaining("no such file");
  }

  @Test
  void shouldRefuseAddressesThatHoldAPasswordWithoutShowingIt() {
    for (String address :
        List.of("https://me:pw-7@host", "https://me:pw-7@ho st", "http://a:pw-7@b@c")) {
      SettingsLoader loader = SettingsLoader.of(Map.of("camstream.registry.url", address));

      assertThatThrownBy(() -> loader.load(RegistrySettings.class))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("camstream.registry.url")
          .hasMessageNotContaining("pw-7")
          .hasNoCause();
    }
  }
}
