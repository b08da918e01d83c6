package io.camstream.engine.cam;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finer-CAM: Grad-CAM of the difference between a class and the three most similar ones. */
final class FinerCam extends GradCam {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("finercam", "Finer-CAM")
          .formula(
              "Grad-CAM of Σ_i p_i (y_c − y_i) / Σ_i p_i over the 3 classes i whose logits are"
                  + " nearest")
          .source(
              "Zhang et al., arXiv 2501.11309; pytorch-grad-cam 1.5.7 finer_cam.py,"
                  + " model_targets.py")
          .cost("1 backward a class")
          .advice(
              "Fine-grained classes, such as cell types that look alike: shows the difference, not"
                  + " the object.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  private static final double EPSILON = 1e-9;
  private static final int COMPARED = 3;

  /** One instance, since gradients are cached by it. */
  private static final Objective OBJECTIVE = FinerCam::logitWeights;

  FinerCam(Reduction reduction) {
    super(DESCRIPTION, reduction, OBJECTIVE);
  }

  /**
   * Derivative of {@code Σ p_i (y_c - y_i) / (Σ p_i + ε)} by each logit; it flows through the
   * probabilities as well.
   */
  private static float[] logitWeights(float[] logits, int classIndex) {
    double[] probabilities = Softmax.of(logits);
    List<Integer> similar = mostSimilar(logits, classIndex);
    double mass = EPSILON;
    double score = 0;
    for (int i : similar) {
      mass += probabilities[i];
      score += probabilities[i] * (logits[classIndex] - logits[i]);
    }
    score /= mass;
    double[] weights = new double[logits.length];
    for (int i : similar) {
      weights[classIndex] += probabilities[i] / mass;
      weights[i] -= probabilities[i] / mass;
      // ∂score/∂p_i, and ∂p_i/∂y_j = p_i (δ_ij - p_j)
      double slope = (logits[classIndex] - logits[i] - score) / mass * probabilities[i];
      weights[i] += slope;
      for (int j = 0; j < logits.length; j++) {
        weights[j] -= slope * probabilities[j];
      }
    }
    float[] result = new float[logits.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = (float) weights[j];
    }
    return result;
  }

  private static List<Integer> mostSimilar(float[] logits, int classIndex) {
    return IntStream.range(0, logits.length)
        .filter(k -> k != classIndex)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> Math.abs(logits[k] - logits[classIndex])))
        .limit(COMPARED)
        .toList();
  }
}
