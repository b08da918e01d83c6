package io.camstream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All places that state the version of the project state the same one. */
class ReleaseTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  @Test
  void shouldHaveAChangelogEntryForTheVersion() throws IOException {
    String version = version();
    String expected = version.endsWith("-SNAPSHOT") ? "## Unreleased" : "## " + version;

    assertThat(Files.readString(ROOT.resolve("CHANGELOG.md"))).containsOnlyOnce(expected + "\n");
  }

  @Test
  void shouldNameTheVersionInTheReadme() throws IOException {
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("io.camstream:camstream-engine:" + version());
  }

  private static String version() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>camstream</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
