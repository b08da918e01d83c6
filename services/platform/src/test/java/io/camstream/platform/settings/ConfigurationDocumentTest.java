package io.camstream.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  @Doc("A group of options.")
  @ConfigMapping(prefix = "camstream.sample")
  interface Sample {
    @Doc("Either a|b.")
    String choice();

    @Doc("How many.")
    @WithDefault("8")
    @Range(min = 1)
    int count();

    @Doc("The key.")
    Optional<Secret> secretKey();
  }

  @Test
  void shouldShowEveryOptionWithVariableDefaultFormAndPurpose() {
    assertThat(ConfigurationDocument.markdown(List.of(Sample.class)))
        .startsWith("# Configuration\n")
        .endsWith(
            """
            ## `camstream.sample`

            A group of options.

            | option | environment variable | default | value | what it does |
            |---|---|---|---|---|
            | `choice` | `CAMSTREAM_SAMPLE_CHOICE` | **must be set** | text | Either a\\|b. |
            | `count` | `CAMSTREAM_SAMPLE_COUNT` | `8` | a whole number of at least 1 | How many. |
            | `secret-key` | `CAMSTREAM_SAMPLE_SECRET_KEY` | not set | secret text | The key. |
            """);
  }
}
