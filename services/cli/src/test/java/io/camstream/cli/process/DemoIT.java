package io.camstream.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final long IMAGES = 30;
  private static final List<String> OBJECTS =
      List.of(
          "original.png",
          "gradcam.png",
          "gradcampp.png",
          "layercam.png",
          "comparison.png",
          "classes_gradcam.png",
          "classes_gradcampp.png",
          "classes_layercam.png",
          "probabilities.png",
          "maps.npz",
          "results.json");

  @TempDir Path out;

  @Test
  void shouldExplainAllSampleImagesAndWriteTheReport() throws Exception {
    try (CommandProcess demo = CommandProcess.start("demo", "--out", out.toString())) {
      assertThat(demo.awaitExit()).as("%s", demo.lines()).isZero();

      assertThat(demo.lines()).contains("Research use only. Not a medical device.");
      assertThat(demo.lines())
          .anyMatch(line -> line.matches("  synthetic-cells +30 +30 +0 .*%.*/30\\) *"));
    }
    assertThat(objectsByKind()).isEqualTo(everyKind(IMAGES));
    assertReport(out.resolve("reports/synthetic-cells"));
  }

  private Map<String, Long> objectsByKind() throws IOException {
    try (Stream<Path> files = Files.walk(out.resolve("explanations"))) {
      return files
          .filter(Files::isRegularFile)
          .collect(Collectors.groupingBy(DemoIT::kind, Collectors.counting()));
    }
  }

  private static String kind(Path file) {
    String name = file.getFileName().toString();
    return OBJECTS.stream().filter(kind -> name.endsWith("_" + kind)).max(byLength()).orElse(name);
  }

  private static Comparator<String> byLength() {
    return Comparator.comparingInt(String::length);
  }

  private static Map<String, Long> everyKind(long count) {
    return OBJECTS.stream().collect(Collectors.toMap(Function.identity(), kind -> count));
  }

  private static void assertReport(Path report) throws IOException {
    JsonNode counts = new ObjectMapper().readTree(report.resolve("summary.json").toFile());
    assertThat(counts.at("/counts/explained").asLong()).isEqualTo(IMAGES);
    assertThat(counts.at("/counts/failed").asLong()).isZero();
    assertThat(counts.at("/counts/labelled").asLong()).isEqualTo(IMAGES);
    assertThat(counts.at("/accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(report.resolve("results.csv")).content().hasLineCount((int) IMAGES + 1);
    assertThat(report.resolve("failures.csv")).content().hasLineCount(1);
    assertThat(report.resolve("index.html")).content().hasSizeLessThan(1_000_000);
    assertThat(report.resolve("manifest.js"))
        .content()
        .contains("\"batch\":\"synthetic-cells\"", "\"explained\":" + IMAGES);
  }
}
