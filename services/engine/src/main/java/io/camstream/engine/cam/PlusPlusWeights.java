package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** The channel weights that Grad-CAM++ and RefineCAM share. */
final class PlusPlusWeights {

  /** In the denominator of alpha, as in pytorch-grad-cam; others have 1e-8. */
  private static final double EPSILON = 1e-6;

  private PlusPlusWeights() {}

  /**
   * {@code w_k = Σ_ij α_k max(G_k, 0)} with {@code α = G² / (2 G² + ΣA G³ + 1e-6)}. The denominator
   * can come close to zero where activations are signed: the bounds show where.
   */
  static ChannelWeights of(Features activation, Features gradient) {
    Sums sums = new Sums(activation.sums());
    for (int p = 0; p < activation.positions(); p++) {
      for (int k = 0; k < activation.channels(); k++) {
        sums.add(k, gradient.at(p, k), 1);
      }
    }
    return new ChannelWeights(sums.weights, sums.bounds);
  }

  /** The same for a gradient that is the same at every position. */
  static ChannelWeights of(UniformGradient gradient) {
    Sums sums = new Sums(gradient.activationSums());
    for (int k = 0; k < gradient.values().length; k++) {
      sums.add(k, gradient.values()[k], gradient.positions());
    }
    return new ChannelWeights(sums.weights, sums.bounds);
  }

  private static final class Sums {
    private final double[] activations;
    private final double[] weights;
    private final double[] bounds;

    Sums(double[] activations) {
      this.activations = activations;
      this.weights = new double[activations.length];
      this.bounds = new double[activations.length];
    }

    /** Adds what a channel gets from positions with one gradient. */
    void add(int k, double slope, int positions) {
      if (slope <= 0) {
        return;
      }
      double square = slope * slope;
      double cube = activations[k] * square * slope;
      double denominator = 2 * square + cube + EPSILON;
      double part = positions * (square / denominator * slope);
      weights[k] += part;
      double magnitude = 2 * square + Math.abs(cube) + EPSILON;
      bounds[k] += Math.abs(part) * magnitude / Math.abs(denominator);
    }
  }
}
