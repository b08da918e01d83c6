package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.settings.ConfigurationDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed reference of the settings is the one that the code gives. */
class ConfigurationPageTest {
  private static final Path DOCUMENT = Path.of("../../docs/configuration.md");
  private static final String WRITE = "camstream.docs.write";
  private static final String UPDATE =
      "mvn package -pl services/cli -am -Dtest=ConfigurationPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=true";

  @Test
  void shouldBeWhatTheSettingsSay() throws IOException {
    String document = ConfigurationDocument.markdown(AllSettings.MAPPINGS);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(DOCUMENT, document);
    }

    assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
        .as("docs/configuration.md differs from the settings. Regenerate it: %s", UPDATE)
        .isEqualTo(document);
  }
}
