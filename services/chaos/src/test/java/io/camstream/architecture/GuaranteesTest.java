package io.camstream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of guarantees names tests, and they exist. */
class GuaranteesTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  @Test
  void shouldNameTestsThatExist() throws IOException {
    Map<String, String> sources = testSources();
    List<MatchResult> named =
        TEST.matcher(Files.readString(ROOT.resolve("docs/guarantees.md"))).results().toList();

    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named)
        .allSatisfy(
            test -> {
              assertThat(sources).containsKey(test.group(1));
              if (test.group(2) != null) {
                assertThat(sources.get(test.group(1)).contains(" " + test.group(2) + "("))
                    .as(test.group())
                    .isTrue();
              }
            });
  }

  private static Map<String, String> testSources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT.resolve("services"))) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(GuaranteesTest::files)
          .collect(
              Collectors.toMap(GuaranteesTest::className, GuaranteesTest::text, (a, b) -> a + b));
    }
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
