package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.convnext.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Half precision against the reference's float32. It has 11 bits: what it promises is looser, and
 * docs/gpu.md states it. Writes the largest deviations to {@code target/deviations-half.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HalfPrecisionTest {

  private static final double OF_PROBABILITIES = 5e-3;
  private static final double OF_RAW_MAPS = 1e-2;

  private final Deviations deviations = new Deviations();

  static List<String> names() {
    return GoldenCase.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldPredictAndMapNearlyAsInFullPrecision(String name) throws Exception {
    GoldenCase golden = GoldenCase.of(name);
    ExplanationOptions options = ExplanationOptions.DEFAULT.withLayers(golden.layers());
    EngineOptions half = EngineOptions.DEFAULT.withThreads(1).withPrecision(Precision.FLOAT16);
    try (Explainer explainer = Explainer.open(golden.checkpoint(), half)) {
      assertThat(explainer.precision()).isEqualTo("float16");
      ImageExplanation explanation =
          explainer.explain(List.of(explainer.prepare(golden.image(0))), options).get(0);

      assertThat(explanation.prediction().confidence())
          .isCloseTo(
              golden.expectedImage(0).get("confidence").asDouble(), within(OF_PROBABILITIES));
      for (ActivationMap map : explanation.maps()) {
        check(name, golden, map);
      }
    }
  }

  private void check(String name, GoldenCase golden, ActivationMap map) {
    String key = "raw/0/%s/%s/%d".formatted(map.layer(), map.method(), map.classIndex().getAsInt());
    boolean lastBlock = map.layer().equals(golden.layers().get(0));
    // It divides by sums of small numbers: only the closed form stands half precision.
    boolean unfit = map.method().equals("gradcampp") && !lastBlock;
    if (unfit || golden.sensitivity(key) > 0) {
      return;
    }
    double deviation = Deviation.relative(map.raw(), golden.tensor(key), false);
    deviations.record("raw " + map.method(), deviation, name + " " + key);
    assertThat(deviation).as("%s %s", name, key).isLessThan(OF_RAW_MAPS);
  }

  @AfterAll
  void writeDeviations() throws Exception {
    deviations.write(Path.of("target", "deviations-half.txt"));
  }
}
