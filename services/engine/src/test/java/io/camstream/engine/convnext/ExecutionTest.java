package io.camstream.engine.convnext;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionTest {

  private static final int IMAGES = 5;
  private static final int SIDE = 64;

  @TempDir private static Path folder;

  @BeforeAll
  static void startLibrary() {
    TorchRuntime.start(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnext", "convnextv2"})
  void shouldAnswerTheSameWhenStagesRunInSlices(String version) throws Exception {
    try (NDManager manager = manager();
        GradMode off = GradMode.off()) {
      NetworkBuilder.Plan plan = plan(version, manager);
      float[] whole = answer(sliced(plan, Long.MAX_VALUE), manager, false);
      long twoImages = 2 * Float.BYTES * NetworkBuilder.EXPANSION * (SIDE / 4) * (SIDE / 4) * 8L;
      for (long sliceBytes : new long[] {0, twoImages}) {
        assertThat(deviation(answer(sliced(plan, sliceBytes), manager, false), whole))
            .isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnext", "convnextv2"})
  void shouldAnswerTheSameWithoutGradientsAsWhileRecording(String version) throws Exception {
    try (NDManager manager = manager();
        GradMode off = GradMode.off()) {
      NetworkBuilder.Plan plan = plan(version, manager);
      assertThat(deviation(answer(plan, manager, false), answer(plan, manager, true)))
          .isLessThan(1e-5);
    }
  }

  @Test
  void shouldLeaveNothingBehindButTheResult() throws Exception {
    try (NDManager manager = manager();
        GradMode off = GradMode.off()) {
      NetworkBuilder.Plan plan = sliced(plan("convnextv2", manager), 0);
      NDManager scope = manager.newSubManager();
      Execution flow = new Execution(plan, pixels(scope), null);
      int before = scope.getManagedArrays().size();
      flow.run(0, plan.steps().size(), false);
      assertThat(scope.getManagedArrays()).hasSize(before + 1);
      scope.close();
    }
  }

  private static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), TorchRuntime.ENGINE);
  }

  private static NetworkBuilder.Plan plan(String version, NDManager manager) throws Exception {
    Path checkpoint = CheckpointFolder.random(version, 7).write(folder.resolve(version));
    return NetworkBuilder.of(Checkpoint.read(checkpoint), manager, Precision.FLOAT32);
  }

  private static NetworkBuilder.Plan sliced(NetworkBuilder.Plan plan, long sliceBytes) {
    return new NetworkBuilder.Plan(plan.steps(), plan.stages(), plan.aliases(), sliceBytes);
  }

  private static NDArray pixels(NDManager manager) {
    manager.getEngine().setRandomSeed(11);
    return manager.randomNormal(new Shape(IMAGES, 3, SIDE, SIDE));
  }

  private static float[] answer(NetworkBuilder.Plan plan, NDManager manager, boolean recording) {
    try (NDManager scope = manager.newSubManager()) {
      Execution flow = new Execution(plan, pixels(scope), null);
      flow.run(0, plan.steps().size(), recording);
      return flow.current().toFloatArray();
    }
  }

  /** Largest, relative to the largest value. */
  private static double deviation(float[] values, float[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      difference = Math.max(difference, Math.abs(values[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return difference / largest;
  }
}
