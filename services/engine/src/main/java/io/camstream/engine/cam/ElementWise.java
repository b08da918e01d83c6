package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Element-wise Grad-CAM: only what is positive of gradient times activation. */
final class ElementWise extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("elementwise", "Element-wise Grad-CAM")
          .formula("Σ_k max(G_k ∘ A_k, 0)")
          .source(
              "Pillai and Pirsiavash, AAAI 2021; pytorch-grad-cam 1.5.7 grad_cam_elementwise.py")
          .cost("1 backward a class")
          .advice(
              "Shows every position that speaks for the class, also where another channel speaks against it: rarely empty, less specific.")
          .atLastBlock("Differs from Grad-CAM, as each channel is rectified on its own.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  ElementWise(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext context) {
    Features gradient = context.gradient();
    Features activation = context.activation();
    float[] terms = new float[activation.values().length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Math.max(gradient.values()[i] * activation.values()[i], 0);
    }
    return ChannelContributions.of(activation.with(terms));
  }
}
