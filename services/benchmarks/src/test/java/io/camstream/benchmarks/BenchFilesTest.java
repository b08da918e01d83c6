package io.camstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class BenchFilesTest {

  private static final BenchReport REPORT =
      new BenchReport(
          Instant.parse("2026-11-23T20:00:00Z"),
          new Machine(
              "Some CPU", 2, "Linux amd64", "OpenJDK 17", "PyTorch 2.7.1", Optional.empty()),
          3,
          List.of(
              new BenchFinding(
                  "a",
                  "maps against forward",
                  OptionalDouble.of(0.7512),
                  Target.atMost(0.8, "×"),
                  List.of("engine: 50 ms")),
              new BenchFinding(
                  "b",
                  "faster",
                  OptionalDouble.empty(),
                  Target.atLeast(70, "× faster"),
                  List.of())),
          Map.of("engine", List.of(new Cost(64, 50, 99), new Cost(64, 51, 100))));

  @Test
  void shouldWriteGoalsVerdictsAndEveryRoundAsJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(BenchFiles.json(REPORT));

    assertThat(json.at("/date").asText()).isEqualTo("2026-11-23T20:00:00Z");
    assertThat(json.at("/machine/processor").asText()).isEqualTo("Some CPU");
    assertThat(json.at("/goals/0/value").asDouble()).isEqualTo(0.7512);
    assertThat(json.at("/goals/0/verdict").asText()).isEqualTo("met");
    assertThat(json.at("/goals/0/sense").asText()).isEqualTo("at_most");
    assertThat(json.at("/goals/1/value").isNull()).isTrue();
    assertThat(json.at("/goals/1/verdict").asText()).isEqualTo("not_measured");
    assertThat(json.at("/measurements/engine/1/cpuMillis").asDouble()).isEqualTo(100);
  }

  @Test
  void shouldDrawTheTable() throws IOException {
    byte[] png = BenchFiles.picture(REPORT, "./camstream bench");

    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(300);
    assertThat(BenchFiles.picture(REPORT, "./camstream bench")).isEqualTo(png);
  }

  @Test
  void shouldWriteFiguresWithThreeDigits() {
    Target target = Target.atMost(0.8, "×");

    assertThat(target.text()).isEqualTo("≤ 0.80 ×");
    assertThat(target.text(0.7512)).isEqualTo("0.75 ×");
    assertThat(target.text(12.34)).isEqualTo("12.3 ×");
    assertThat(Target.number(3456.7)).isEqualTo("3,457");
  }
}
