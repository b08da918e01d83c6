package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** XGrad-CAM: gradients weighted by the share of the activation. */
final class XGradCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("xgradcam", "XGrad-CAM")
          .formula("Σ_k w_k A_k, w_k = Σ_ij G_k A_k / (Σ_ij A_k + 1e-7)")
          .source("Fu et al., arXiv 2008.02312, eq. 8; pytorch-grad-cam 1.5.7 xgrad_cam.py")
          .cost("1 backward a class")
          .advice(
              "For comparison. Made for activations that are never negative; a ConvNeXt has signed ones, so that a sum near 0 makes a map fragile.")
          .atLastBlock("Coincides with Grad-CAM up to rounding.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  private static final double EPSILON = 1e-7;

  XGradCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext context) {
    Features gradient = context.gradient();
    Features activation = context.activation();
    int channels = activation.channels();
    double[] weights = new double[channels];
    double[] bounds = new double[channels];
    for (int k = 0; k < channels; k++) {
      double sum = EPSILON;
      double absolute = 0;
      double product = 0;
      double absoluteProduct = 0;
      for (int p = 0; p < activation.positions(); p++) {
        double value = activation.at(p, k);
        double slope = gradient.at(p, k);
        sum += value;
        absolute += Math.abs(value);
        product += slope * value;
        absoluteProduct += Math.abs(slope * value);
      }
      weights[k] = product / sum;
      bounds[k] = (absoluteProduct + Math.abs(weights[k]) * absolute) / Math.abs(sum);
    }
    return ChannelContributions.weighted(activation, new ChannelWeights(weights, bounds));
  }
}
