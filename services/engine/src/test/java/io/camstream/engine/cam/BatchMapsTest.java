package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.TorchRuntime;
import io.camstream.engine.image.PixelValues;
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
      CamMethod method = MethodCatalog.STANDARD.create(id, MethodSettings.DEFAULT);
      MapRequest request =
          new MapRequest(List.of(method), List.of(network.layers().lastBlock()), true, 0);
      List<MapComputation.Result> results =
          new MapComputation(network, request)
              .run(inputs(), logits -> List.of(List.of(0, 1, 2), List.of(2, 0)));
      try (BatchContext evidence = new BatchContext(network, inputs(), request)) {
        List<int[]> rounds = List.of(new int[] {0, 2}, new int[] {1, 0});
        for (int round = 0; round < rounds.size(); round++) {
          evidence.explain(rounds.get(round));
          for (int n = 0; n < 2; n++) {
            RawMap expected = method.map(evidence.of(n, request.layers().get(0)));
            LayerMap made = results.get(n).maps().get(round);
            RawMap map = made.map();
            assertThat(made.classIndex()).hasValue(rounds.get(round)[n]);
            assertThat(map.fragile()).isEqualTo(expected.fragile());
            assertThat(map.nil()).isEqualTo(expected.nil());
            assertClose(map.values(), expected.values());
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
