package io.camstream.engine.cam;

import java.util.Optional;

/** Grad-CAM++: positive gradients, weighted so that small regions count. */
final class GradCamPlusPlus extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "gradcampp",
          "Grad-CAM++",
          "Σ_k w_k A_k, w_k = Σ_ij α_k max(G_k, 0), α = G² / (2 G² + (Σ_ab A_k) G³ + 1e-6)",
          "Chattopadhyay et al., arXiv 1710.11063, eq. 19; pytorch-grad-cam 1.5.7 grad_cam_plusplus.py",
          "1 backward a class",
          "Several instances of a class in one image. The constant 1e-6 is not small against G² here, so that other libraries, with 1e-8, give other maps.",
          "One α a channel: close to Layer-CAM with other weights.",
          true,
          MethodDescription.Needs.GRADIENT);

  GradCamPlusPlus(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext evidence) {
    ChannelWeights weights = PlusPlusWeights.of(evidence.activation(), evidence.gradient());
    return ChannelContributions.weighted(evidence.activation(), weights);
  }

  @Override
  Optional<ChannelWeights> uniformWeights(CamContext evidence) {
    return evidence.uniformGradient(Objective.LOGIT).map(PlusPlusWeights::of);
  }
}
