package io.camstream.engine.method;

import io.camstream.engine.cam.Features;

/** The channel weights that Grad-CAM++ and RefineCAM share. */
final class PlusPlusWeights {

  /** In the denominator of alpha, as in pytorch-grad-cam; others have 1e-8. */
  private static final double EPSILON = 1e-6;

  private PlusPlusWeights() {}

  /**
   * {@code w_k = Σ_ij α_k max(G_k, 0)} with {@code α = G² / (2 G² + ΣA G³ + 1e-6)}. The denominator
   * can come close to zero where activations are signed: the bounds tell.
   */
  static ChannelWeights of(Features activation, Features gradient) {
    int channels = activation.channels();
    double[] sums = activation.sums();
    double[] weights = new double[channels];
    double[] bounds = new double[channels];
    for (int p = 0; p < activation.positions(); p++) {
      for (int k = 0; k < channels; k++) {
        double slope = gradient.at(p, k);
        if (slope > 0) {
          double square = slope * slope;
          double cube = sums[k] * square * slope;
          double denominator = 2 * square + cube + EPSILON;
          double part = square / denominator * slope;
          weights[k] += part;
          double magnitude = 2 * square + Math.abs(cube) + EPSILON;
          bounds[k] += Math.abs(part) * magnitude / Math.abs(denominator);
        }
      }
    }
    return new ChannelWeights(weights, bounds);
  }
}
