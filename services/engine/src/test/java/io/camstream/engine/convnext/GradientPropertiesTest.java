package io.camstream.engine.convnext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.image.PixelValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every ConvNeXt, on random ones. */
class GradientPropertiesTest {

  @TempDir private static Path folder;

  private static ConvNext network(String version, long seed) throws Exception {
    Path checkpoint = CheckpointFolder.random(version, seed).write(folder.resolve(version + seed));
    return ConvNext.load(
        Checkpoint.read(checkpoint), TorchRuntime.device(TorchRuntime.start(1), "cpu"));
  }

  private static List<PixelValues> inputs(int count, int height, int width) {
    Random random = new Random(3);
    List<PixelValues> inputs = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] values = new float[3 * height * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      inputs.add(new PixelValues(height, width, values));
    }
    return inputs;
  }

  private static float[][] oneHot(int images, int classIndex) {
    float[][] weights = new float[images][3];
    for (float[] row : weights) {
      row[classIndex] = 1;
    }
    return weights;
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnext", "convnextv2"})
  void shouldHaveAGradientAtTheLastBlockThatSumsToZeroAndIsOrthogonalToTheFeatures(String version)
      throws Exception {
    try (ConvNext network = network(version, 1)) {
      Layer last = network.layers().lastBlock();
      try (ForwardPass pass =
          network.forward(inputs(2, 64, 96), HookSpec.gradients(List.of(last)))) {
        ForwardPass.Gradients gradients = pass.gradients(oneHot(2, 1));
        for (int n = 0; n < 2; n++) {
          Features gradient = gradients.at(last, n);
          double[] pooled = pass.activation(last, n).means();
          double sum = 0;
          double product = 0;
          double scale = 0;
          for (int k = 0; k < gradient.channels(); k++) {
            assertThat(gradient.at(0, k)).isEqualTo(gradient.at(5, k));
            sum += gradient.at(0, k);
            product += gradient.at(0, k) * pooled[k];
            scale += Math.abs(gradient.at(0, k));
          }
          assertThat(sum).isCloseTo(0, within(1e-6 * scale));
          assertThat(product).isCloseTo(0, within(1e-6 * scale));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnext", "convnextv2"})
  void shouldAgreeInClosedFormAndRecorded(String version) throws Exception {
    try (ConvNext network = network(version, 2)) {
      Layer last = network.layers().lastBlock();
      List<PixelValues> inputs = inputs(2, 64, 64);
      HookSpec recorded = new HookSpec(List.of(last), true, false, false);
      float[][] weights = {{1, 0, 0}, {0.5f, -2, 1}};
      try (ForwardPass closed = network.forward(inputs, HookSpec.gradients(List.of(last)));
          ForwardPass graph = network.forward(inputs, recorded)) {
        assertThat(closed.recording()).isFalse();
        assertThat(graph.recording()).isTrue();
        ForwardPass.Gradients ofClosed = closed.gradients(weights);
        ForwardPass.Gradients ofGraph = graph.gradients(weights);
        for (int n = 0; n < 2; n++) {
          assertClose(ofClosed.at(last, n), ofGraph.at(last, n), 1e-5);
          assertClose(
              closed.curvature(last, weights).get(n), graph.curvature(last, weights).get(n), 1e-3);
        }
      }
    }
  }

  /** Differences of logits along random directions against the gradient. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "embeddings.patch_embeddings",
        "embeddings",
        "encoder.stages.0.layers.0.dwconv",
        "encoder.stages.1.downsampling_layer.0",
        "encoder.stages.1.downsampling_layer",
        "encoder.stages.1.layers.1.layernorm",
        "encoder.stages.2.layers.0.pwconv1",
        "encoder.stages.2.layers.0.act",
        "encoder.stages.2.layers.1.grn",
        "encoder.stages.2.layers.1.pwconv2",
        "encoder.stages.2",
        "encoder.stages.3.layers.1.grn"
      })
  void shouldDifferentiateAtEveryLayer(String name) throws Exception {
    try (ConvNext network = network("convnextv2", 4)) {
      Layer layer = network.layers().find(name);
      List<PixelValues> inputs = inputs(2, 64, 64);
      try (ForwardPass pass = network.forward(inputs, HookSpec.gradients(List.of(layer)))) {
        Features activation = pass.activation(layer, 1);
        Features gradient = pass.gradients(oneHot(2, 2)).at(layer, 1);
        float[] direction = new float[activation.values().length];
        Random random = new Random(1);
        double expected = 0;
        for (int i = 0; i < direction.length; i++) {
          direction[i] = (float) random.nextGaussian();
          expected += direction[i] * gradient.values()[i];
        }
        float step = 2e-3f;
        Features up = moved(activation, direction, step);
        Features down = moved(activation, direction, -step);
        float[][] logits = pass.logitsWith(layer, 1, List.of(up, down, activation));
        double slope = ((double) logits[0][2] - logits[1][2]) / (2 * step);
        assertThat(slope).isCloseTo(expected, within(2e-3 + 0.02 * Math.abs(expected)));
        assertThat(logits[2][2]).isCloseTo(pass.logits()[1][2], within(1e-5f));
      }
    }
  }

  @Test
  void shouldGiveSeveralLayersTheGradientsThatEachHasAlone() throws Exception {
    try (ConvNext network = network("convnextv2", 5)) {
      List<Layer> layers =
          List.of(
              network.layers().find("encoder.stages.1"),
              network.layers().find("encoder.stages.2.layers.0.dwconv"),
              network.layers().find("encoder.stages.3.layers.0"),
              network.layers().lastBlock());
      List<PixelValues> inputs = inputs(2, 64, 64);
      HookSpec everything = new HookSpec(layers, true, true, true);
      try (ForwardPass together = network.forward(inputs, everything)) {
        ForwardPass.Gradients gradients = together.gradients(oneHot(2, 0));
        for (Layer layer : layers) {
          try (ForwardPass alone = network.forward(inputs, HookSpec.gradients(List.of(layer)))) {
            Features expected = alone.gradients(oneHot(2, 0)).at(layer, 1);
            assertClose(gradients.at(layer, 1), expected, 1e-5);
            Features curvature = alone.curvature(layer, oneHot(2, 0)).get(1);
            Features again = together.curvature(layer, oneHot(2, 0)).get(1);
            assertClose(again, curvature, 1e-3);
          }
        }
      }
    }
  }

  @Test
  void shouldStartEachClassFromZero() throws Exception {
    try (ConvNext network = network("convnext", 6)) {
      Layer layer = network.layers().find("encoder.stages.2");
      try (ForwardPass pass =
          network.forward(inputs(1, 64, 64), HookSpec.gradients(List.of(layer)))) {
        Features first = pass.gradients(oneHot(1, 0)).at(layer, 0);
        pass.gradients(oneHot(1, 1));
        Features again = pass.gradients(oneHot(1, 0)).at(layer, 0);
        assertThat(again.values()).isEqualTo(first.values());
      }
    }
  }

  @Test
  void shouldNameTheNearestLayers() throws Exception {
    try (ConvNext network = network("convnextv2", 7)) {
      assertThatThrownBy(() -> network.layers().find("encoder.stages.3.layer.1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no layer 'encoder.stages.3.layer.1'")
          .hasMessageContaining("encoder.stages.3.layers.1");
    }
  }

  @Test
  void shouldKnowLayersWithAndWithoutThePrefix() throws Exception {
    try (ConvNext network = network("convnextv2", 7)) {
      Layers layers = network.layers();
      assertThat(layers.lastBlock().name()).isEqualTo("convnextv2.encoder.stages.3.layers.1");
      int last = layers.lastBlock().step();
      assertThat(layers.find("encoder.stages.3.layers.1").step()).isEqualTo(last);
      assertThat(layers.find("convnextv2.encoder.stages.3").step()).isEqualTo(last);
      assertThat(layers.find("encoder.stages.3").name()).isEqualTo("encoder.stages.3");
      assertThat(layers.isLastBlock(layers.find("encoder.stages.3.layers.0"))).isFalse();
    }
  }

  private static Features moved(Features features, float[] direction, float step) {
    float[] values = features.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += step * direction[i];
    }
    return features.with(values);
  }

  private static void assertClose(Features actual, Features expected, double tolerance) {
    double scale = 0;
    double largest = 0;
    for (int i = 0; i < expected.values().length; i++) {
      scale = Math.max(scale, Math.abs(expected.values()[i]));
      largest = Math.max(largest, Math.abs(expected.values()[i] - actual.values()[i]));
    }
    assertThat(largest).isLessThan(tolerance * scale);
  }
}
