package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.HookSpec;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.convnext.TorchRuntime;
import io.camstream.engine.image.PixelValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerturbationTest {

  private static final PixelValues INPUT = new PixelValues(1, 2, new float[] {1, 2, 3, 4, 5, 6});

  @TempDir private Path folder;

  /** Twenty-fold channels must take no more memory at once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 100, 2000})
  void shouldRunMasksInChunksThatDoNotGrowWithTheChannels(int channels) {
    List<Integer> chunks = new ArrayList<>();
    int[] made = {0};

    float[][] logits =
        Perturbation.masked(
            batch -> {
              chunks.add(batch.size());
              assertThat(made[0]).as("masks made before they are needed").isEqualTo(sum(chunks));
              return batch.stream()
                  .map(input -> new float[] {input.chw()[0], input.chw()[5]})
                  .toArray(float[][]::new);
            },
            INPUT,
            channels,
            k -> new float[] {made[0]++, k});

    assertThat(chunks).allMatch(size -> size <= Perturbation.MASKS_AT_ONCE);
    assertThat(logits).hasDimensions(channels, 2);
    assertThat(logits[channels - 1]).containsExactly(channels - 1, 6 * (channels - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 100, 2000})
  void shouldAblateInChunksThatDoNotGrowWithTheChannels(int channels) {
    List<Integer> chunks = new ArrayList<>();
    Features activation = new Features(channels, 1, 2, new float[2 * channels]);
    java.util.Arrays.fill(activation.values(), 1);

    double[][] drops =
        Perturbation.dropsOfPasses(
            activation,
            new float[channels],
            new float[] {2 * channels},
            batch -> {
              chunks.add(batch.size());
              return batch.stream().map(PerturbationTest::total).toArray(float[][]::new);
            });

    assertThat(chunks).allMatch(size -> size <= Perturbation.CHANNELS_AT_ONCE);
    assertThat(sum(chunks)).isEqualTo(channels);
    assertThat(drops).hasDimensions(channels, 1).isDeepEqualTo(all(channels, 2));
  }

  @Test
  void shouldEditThePooledFeaturesAsThoughTheChannelWereOverwritten() throws Exception {
    Path checkpoint = CheckpointFolder.random("convnextv2", 1).write(folder);
    try (ConvNext network =
        ConvNext.load(
            Checkpoint.read(checkpoint), TorchRuntime.device(TorchRuntime.start(1), "cpu"))) {
      Layer last = network.layers().lastBlock();
      PixelValues input = noise();
      try (ForwardPass pass =
          network.forward(List.of(input), HookSpec.activations(List.of(last)))) {
        Features activation = pass.activation(last, 0);
        double[][] edited = Perturbation.ablationDrops(network, pass, last, 0, AblationValue.ZERO);
        double[][] passed =
            Perturbation.dropsOfPasses(
                activation,
                new float[activation.channels()],
                pass.logits()[0],
                changed -> pass.logitsWith(last, 0, changed));

        for (int k = 0; k < edited.length; k++) {
          for (int c = 0; c < 3; c++) {
            assertThat(edited[k][c]).isCloseTo(passed[k][c], within(1e-5));
          }
        }
      }
    }
  }

  private static PixelValues noise() {
    float[] values = new float[3 * 64 * 64];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new PixelValues(64, 64, values);
  }

  private static int sum(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  private static float[] total(Features features) {
    float sum = 0;
    for (float value : features.values()) {
      sum += value;
    }
    return new float[] {sum};
  }

  private static double[][] all(int rows, double value) {
    double[][] all = new double[rows][1];
    for (double[] row : all) {
      row[0] = value;
    }
    return all;
  }
}
