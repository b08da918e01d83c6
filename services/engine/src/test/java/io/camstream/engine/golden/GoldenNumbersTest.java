package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.HookSpec;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.convnext.TorchRuntime;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.Preprocessor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input, hidden states and prediction against transformers. */
class GoldenNumbersTest {

  @ParameterizedTest
  @ValueSource(strings = {"demo-v2", "random-v1", "squash-v2"})
  void shouldPreprocessAsTransformersDoes(String name) throws Exception {
    GoldenCase golden = GoldenCase.of(name);
    Checkpoint checkpoint = Checkpoint.read(golden.checkpoint());
    PixelValues pixels = new Preprocessor(checkpoint.preprocessor()).preprocess(golden.image(0));
    assertThat(Deviation.absolute(pixels.chw(), golden.tensor("0/pixel_values"))).isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo-v2", "random-v1", "squash-v2"})
  void shouldHaveTheHiddenStatesOfTransformers(String name) throws Exception {
    GoldenCase golden = GoldenCase.of(name);
    Checkpoint checkpoint = Checkpoint.read(golden.checkpoint());
    PixelValues pixels = new Preprocessor(checkpoint.preprocessor()).preprocess(golden.image(0));
    try (ConvNext network =
        ConvNext.load(checkpoint, TorchRuntime.device(TorchRuntime.start(1), "cpu"))) {
      List<Layer> layers =
          Stream.of("embeddings", "stages.0", "stages.1", "stages.2", "stages.3")
              .map(path -> path.startsWith("stages") ? "encoder." + path : path)
              .map(network.layers()::find)
              .toList();
      try (ForwardPass pass = network.forward(List.of(pixels), HookSpec.activations(layers))) {
        for (int s = 0; s < layers.size(); s++) {
          float[] state = channelsFirst(pass.activation(layers.get(s), 0));
          assertThat(Deviation.absolute(state, golden.tensor("0/hidden_state_" + s)))
              .as("hidden state %s", s)
              .isLessThan(1e-4);
        }
      }
    }
  }

  private static float[] channelsFirst(Features features) {
    float[] values = new float[features.values().length];
    for (int k = 0; k < features.channels(); k++) {
      for (int p = 0; p < features.positions(); p++) {
        values[k * features.positions() + p] = features.at(p, k);
      }
    }
    return values;
  }

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
