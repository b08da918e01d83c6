package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.engine.explanation.EngineOptions;
import io.camstream.engine.explanation.Explainer;
import io.camstream.engine.explanation.ExplanationOptions;
import io.camstream.engine.explanation.ImageExplanation;
import io.camstream.engine.explanation.Prediction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenNumbersTest {

  @ParameterizedTest
  @ValueSource(strings = {"demo-v2", "random-v1", "squash-v2"})
  void shouldPredictWhatTransformersPredicts(String name) throws Exception {
    GoldenCase golden = GoldenCase.of(name);
    ExplanationOptions options = ExplanationOptions.DEFAULT.withClasses("predicted");
    try (Explainer explainer =
        Explainer.open(
            golden.checkpoint(), EngineOptions.DEFAULT.withThreads(1).withExplanation(options))) {
      for (int n = 0; n < golden.images(); n++) {
        ImageExplanation explanation =
            explainer.explain(List.of(explainer.prepare(golden.image(n)))).get(0);

        Prediction prediction = explanation.prediction();
        float[] logits = golden.tensor(n + "/logits");
        for (int k = 0; k < logits.length; k++) {
          assertThat(prediction.logits().get(k)).isCloseTo(logits[k], within(1e-4f));
        }
        JsonNode expected = golden.expectedImage(n);
        assertThat(prediction.classNames()).isEqualTo(golden.classes());
        assertThat(prediction.predictedClass()).isEqualTo(expected.get("predicted_class").asText());
        assertThat(prediction.confidence())
            .isCloseTo(expected.get("confidence").asDouble(), within(1e-4));
      }
    }
  }
}
