package io.camstream.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.checkpoint.Checkpoint;
import io.camstream.engine.checkpoint.CheckpointFolder;
import io.camstream.engine.method.CamMethods;
import io.camstream.engine.method.RawMap;
import io.camstream.engine.method.Reduction;
import io.camstream.engine.network.ConvNext;
import io.camstream.engine.network.TorchRuntime;
import io.camstream.engine.preprocessing.PixelValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchMapsTest {

  private static final int SIDE = 96;

  @TempDir private Path folder;

  /** Those that are made on the device, and one that is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gradcam",
        "gradcampp",
        "layercam",
        "hirescam",
        "finercam",
        "refinecam",
        "elementwise"
      })
  void shouldMakeTheMapThatTheMethodItselfMakes(String id) throws Exception {
    Path written = CheckpointFolder.random("convnextv2", 5).write(folder.resolve("model"));
    Checkpoint checkpoint = Checkpoint.read(written);
    try (ConvNext network =
        ConvNext.load(checkpoint, TorchRuntime.device(TorchRuntime.start(1), "cpu"))) {
      ExplanationOptions options = ExplanationOptions.DEFAULT.withMethods(id);
      Request request = Request.of(options, network, checkpoint.identity().classNames());
      var method =
          CamMethods.create(
              id, new CamMethods.Settings(Reduction.SUM, options.ablation(), options.seed()));
      List<MapComputation.Result> results =
          new MapComputation(network, request)
              .run(inputs(), logits -> List.of(List.of(0, 1, 2), List.of(2, 0)));
      try (BatchEvidence evidence = new BatchEvidence(network, inputs(), request)) {
        List<int[]> rounds = List.of(new int[] {0, 2}, new int[] {1, 0});
        for (int round = 0; round < rounds.size(); round++) {
          evidence.explain(rounds.get(round));
          for (int n = 0; n < 2; n++) {
            RawMap expected = method.map(evidence.of(n, request.layers().get(0)));
            ActivationMap map = results.get(n).maps().get(round);
            assertThat(map.classIndex()).hasValue(rounds.get(round)[n]);
            assertThat(map.fragile()).isEqualTo(expected.fragile());
            assertThat(map.nil()).isEqualTo(expected.nil());
            assertClose(map.raw(), expected.values());
          }
        }
      }
    }
  }

  private static void assertClose(float[] values, float[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    float largest = 0;
    float difference = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(values[i] - expected[i]));
    }
    assertThat(difference).isLessThan(1e-5f * largest);
  }

  private static List<PixelValues> inputs() {
    Random random = new Random(9);
    List<PixelValues> inputs = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      float[] values = new float[3 * SIDE * SIDE];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      inputs.add(new PixelValues(SIDE, SIDE, values));
    }
    return inputs;
  }
}
