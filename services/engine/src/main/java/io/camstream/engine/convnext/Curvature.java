package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.camstream.engine.convnext.ForwardPass.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hessian times activation at a layer without a closed form: the derivative of the gradient as the
 * activation grows, by the five-point formula. Its error grows with the fourth power of the step.
 * Differentiating twice would be exact, but DJL can read a gradient only from the tensor that it
 * belongs to, and then the graph and the tensor keep each other alive and the memory is lost.
 */
final class Curvature {

  /** Step of the five-point formula, relative to the activation. */
  private static final float STEP = 0.05f;

  private final ConvNext network;
  private final NDManager scope;
  private final Layer layer;
  private final Hook hook;

  Curvature(ConvNext network, NDManager scope, Layer layer, Hook hook) {
    this.network = network;
    this.scope = scope;
    this.layer = layer;
    this.hook = hook;
  }

  /**
   * Hessian of the sum of each image's logits times their weights, times the activation.
   *
   * @param logitWeights {@code [images][classes]}
   * @return one for each image
   */
  List<Features> of(float[][] logitWeights) {
    List<Features> farDown = scaledGradient(1 - 2 * STEP, logitWeights);
    List<Features> down = scaledGradient(1 - STEP, logitWeights);
    List<Features> up = scaledGradient(1 + STEP, logitWeights);
    List<Features> farUp = scaledGradient(1 + 2 * STEP, logitWeights);
    List<Features> curvatures = new ArrayList<>();
    for (int n = 0; n < up.size(); n++) {
      float[] values = new float[up.get(n).values().length];
      for (int i = 0; i < values.length; i++) {
        float near = up.get(n).values()[i] - down.get(n).values()[i];
        float far = farUp.get(n).values()[i] - farDown.get(n).values()[i];
        values[i] = (8 * near - far) / (12 * STEP);
      }
      curvatures.add(up.get(n).with(values));
    }
    return curvatures;
  }

  /** Gradients with the layer's activation multiplied by a factor. */
  private List<Features> scaledGradient(float factor, float[][] logitWeights) {
    try (NDManager temporary = scope.newSubManager();
        GradMode on = GradMode.on()) {
      NDArray output = ForwardPass.owned(hook.output().stopGradient(), temporary);
      NDArray scaled = output.mul(factor);
      Optional<NDArray> offset = network.steps().get(layer.step()).offset();
      if (offset.isPresent()) {
        NDArray missing = ForwardPass.owned(offset.get().mul(factor - 1), temporary);
        scaled = scaled.add(missing);
      }
      NDArray residual =
          hook.residual() == null
              ? null
              : ForwardPass.owned(hook.residual().stopGradient(), temporary);
      scaled.setRequiresGradient(true);
      Execution execution = new Execution(network.plan(), scaled, residual);
      execution.run(layer.step() + 1, network.steps().size(), true);
      NDArray result = network.head().apply(execution.current());
      NDArray weights = ForwardPass.gradientSeed(temporary, logitWeights, network.precision());
      JniUtils.backward((PtNDArray) result, (PtNDArray) weights, false, false);
      try (NDArray large = Precision.single(scaled.getGradient());
          NDArray gradient = large.div(network.precision().gradientScale())) {
        return ForwardPass.features(gradient);
      }
    }
  }
}
