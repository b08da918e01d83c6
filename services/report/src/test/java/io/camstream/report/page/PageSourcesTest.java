package io.camstream.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page in the resources is what its sources give. */
class PageSourcesTest {

  private static final Path WEB = Path.of("src/main/web");
  private static final Path PAGE = Path.of("src/main/resources/io/camstream/report/page");

  @Test
  void shouldBeBuiltFromTheSourcesThatAreThere() throws IOException {
    List<String> files;
    try (Stream<Path> sources = Files.walk(WEB.resolve("src"))) {
      files =
          Stream.concat(
                  Stream.of("build.mjs", "package.json", "package-lock.json"),
                  sources
                      .filter(Files::isRegularFile)
                      .map(file -> WEB.relativize(file).toString().replace('\\', '/')))
              .sorted()
              .toList();
    }
    Hasher hasher = Hashing.sha256().newHasher();
    for (String file : files) {
      hasher.putString(file + "\0", StandardCharsets.UTF_8);
      hasher.putBytes(Files.readAllBytes(WEB.resolve(file)));
      hasher.putString("\0", StandardCharsets.UTF_8);
    }

    assertThat(hasher.hash().toString())
        .as("run \"npm ci && npm run build\" in services/report/%s", WEB)
        .isEqualTo(Files.readString(PAGE.resolve("app.sources.sha256")).strip());
  }

  @Test
  void shouldBeTheSameWhenItIsBuiltAgain() throws IOException, InterruptedException {
    assumeTrue(
        Files.isDirectory(WEB.resolve("node_modules")),
        "Node's packages are not installed, so the page is not built again");

    Process build =
        new ProcessBuilder("node", "build.mjs", "--check")
            .directory(WEB.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(build.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(build.exitValue()).as(said).isZero();
  }

  @Test
  void shouldNameNoPackageRegistry() throws IOException {
    assertThat(Files.readString(WEB.resolve("package-lock.json"))).doesNotContain("\"resolved\"");
  }
}
