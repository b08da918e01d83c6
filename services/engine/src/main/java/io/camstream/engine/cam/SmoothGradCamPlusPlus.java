package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.List;

/** Smooth Grad-CAM++: Grad-CAM++ with gradients of noisy inputs. */
final class SmoothGradCamPlusPlus extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("smoothgradcampp", "Smooth Grad-CAM++")
          .formula(
              "Σ_k w_k A_k, w_k = Σ_ij α_k max(G_k, 0), α = D2 / (2 D2 + Σ_ab D3 A_k + 1e-8), D2 and D3 the means of G² and G³ over 4 noisy inputs, G of the last")
          .source("Omeiza et al., arXiv 1908.01224; torch-cam 0.5.0 (4 samples, deviation 0.3)")
          .cost("4 forwards and backwards a class")
          .advice("Grad-CAM++ with less noise; the seed makes it repeatable.")
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  private static final int SAMPLES = 4;
  private static final double DEVIATION = 0.3;
  private static final double EPSILON = 1e-8;

  SmoothGradCamPlusPlus(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext context) {
    List<Features> gradients = context.noisyGradients(SAMPLES, DEVIATION);
    Features activation = context.activation();
    double[] squares = meanPower(gradients, 2);
    double[] cubes = meanPower(gradients, 3);
    int channels = activation.channels();
    double[] sums = new double[channels];
    double[] absoluteSums = new double[channels];
    for (int i = 0; i < cubes.length; i++) {
      double product = cubes[i] * activation.values()[i];
      sums[i % channels] += product;
      absoluteSums[i % channels] += Math.abs(product);
    }
    float[] last = gradients.get(gradients.size() - 1).values();
    double[] weights = new double[channels];
    double[] bounds = new double[channels];
    for (int i = 0; i < squares.length; i++) {
      int k = i % channels;
      double denominator = 2 * squares[i] + sums[k] + EPSILON;
      double part = squares[i] / denominator * Math.max(last[i], 0);
      double magnitude = 2 * squares[i] + absoluteSums[k] + EPSILON;
      weights[k] += part;
      bounds[k] += Math.abs(part) * magnitude / Math.abs(denominator);
    }
    return ChannelContributions.weighted(activation, new ChannelWeights(weights, bounds));
  }

  private static double[] meanPower(List<Features> gradients, int power) {
    double[] means = new double[gradients.get(0).values().length];
    for (Features gradient : gradients) {
      for (int i = 0; i < means.length; i++) {
        means[i] += Math.pow(gradient.values()[i], power) / gradients.size();
      }
    }
    return means;
  }
}
