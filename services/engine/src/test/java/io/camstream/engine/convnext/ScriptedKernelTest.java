package io.camstream.engine.convnext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScriptedKernelTest {

  @BeforeAll
  static void startLibrary() {
    TorchRuntime.start(1);
  }

  private static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), TorchRuntime.ENGINE);
  }

  @Test
  void shouldComputeTheExpression() {
    try (NDManager manager = manager()) {
      ScriptedKernel difference =
          ScriptedKernel.of(manager, "torch.sub(a, torch.mul(b, b))", "a", "b");
      NDArray result =
          difference.apply(
              manager.create(new float[] {10, 20}), manager.create(new float[] {2, 3}));
      assertThat(result.toFloatArray()).containsExactly(6, 11);
      assertThat(result.getManager()).isSameAs(manager);
    }
  }

  @Test
  void shouldGiveTensorsThatCanBeOverwrittenAndDifferentiated() {
    try (NDManager manager = manager()) {
      ScriptedKernel twice = ScriptedKernel.of(manager, "torch.mul(a, 2)", "a");
      NDArray result = twice.apply(manager.create(new float[] {3}));
      result.muli(5);
      try (GradMode on = GradMode.on()) {
        NDArray leaf = manager.zeros(result.getShape());
        leaf.setRequiresGradient(true);
        NDArray product = result.add(leaf).mul(result);
        JniUtils.backward((PtNDArray) product, (PtNDArray) product.onesLike(), false, false);
        assertThat(leaf.getGradient().toFloatArray()).containsExactly(30);
      }
    }
  }

  @Test
  void shouldRefuseAnOperationThatThisPyTorchLacks() {
    try (NDManager manager = manager()) {
      assertThatThrownBy(() -> ScriptedKernel.of(manager, "ops.mkldnn.missing(a)", "a"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("missing");
    }
  }
}
