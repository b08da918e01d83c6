package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Element-wise Grad-CAM: only what is positive of gradient times activation. */
final class ElementWise extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "elementwise",
          "Element-wise Grad-CAM",
          "Σ_k max(G_k ∘ A_k, 0)",
          "Pillai and Pirsiavash, AAAI 2021; pytorch-grad-cam 1.5.7 grad_cam_elementwise.py",
          "1 backward a class",
          "Shows every position that speaks for the class, also where another channel speaks against it: rarely empty, less specific.",
          "Differs from Grad-CAM, as each channel is rectified on its own.",
          true,
          MethodDescription.Needs.GRADIENT);

  ElementWise(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext evidence) {
    Features gradient = evidence.gradient();
    Features activation = evidence.activation();
    float[] terms = new float[activation.values().length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Math.max(gradient.values()[i] * activation.values()[i], 0);
    }
    return ChannelContributions.of(activation.with(terms));
  }
}
