package io.camstream.engine.cam;

/**
 * A scalar that is explained, as a function of the logits.
 *
 * <p>Gradients are cached by identity: keep one instance, not a new lambda a call.
 */
@FunctionalInterface
public interface Objective {

  /** The logit of the class itself. */
  Objective LOGIT =
      (logits, classIndex) -> {
        float[] weights = new float[logits.length];
        weights[classIndex] = 1;
        return weights;
      };

  /**
   * The derivative of the scalar by each logit.
   *
   * @param logits by class index
   * @param classIndex class that is explained
   */
  float[] logitWeights(float[] logits, int classIndex);
}
