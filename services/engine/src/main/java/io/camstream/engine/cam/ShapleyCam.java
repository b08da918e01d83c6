package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Shapley-CAM: Grad-CAM with the second-order term of the class score. */
final class ShapleyCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("shapleycam", "Shapley-CAM")
          .formula("Σ_k w_k A_k, w_k = mean_ij (G_k − ½ (H A)_k), H the Hessian of y")
          .source("Cai, arXiv 2501.06261; pytorch-grad-cam 1.5.7 shapley_cam.py")
          .cost("1 + 4 forwards and backwards from the layer on a class")
          .advice(
              "Where Grad-CAM saturates. H A by five-point differences of the gradient along A.")
          .atLastBlock("1.5 times Grad-CAM: the same picture.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  ShapleyCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext context) {
    Features gradient = context.gradient();
    Features curvature = context.curvature();
    float[] values = new float[gradient.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = gradient.values()[i] - 0.5f * curvature.values()[i];
    }
    ChannelWeights weights = ChannelWeights.means(gradient.with(values));
    return ChannelContributions.weighted(context.activation(), weights);
  }
}
