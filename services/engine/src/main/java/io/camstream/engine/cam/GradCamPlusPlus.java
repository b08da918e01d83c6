package io.camstream.engine.cam;

import java.util.Optional;

/** Grad-CAM++: positive gradients, weighted so that small regions count. */
class GradCamPlusPlus extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("gradcampp", "Grad-CAM++")
          .formula(
              "Σ_k w_k A_k, w_k = Σ_ij α_k max(G_k, 0), α = G² / (2 G² + (Σ_ab A_k) G³ + 1e-6)")
          .source(
              "Chattopadhyay et al., arXiv 1710.11063, eq. 19; pytorch-grad-cam 1.5.7 grad_cam_plusplus.py")
          .cost("1 backward a class")
          .advice(
              "Several instances of a class in one image. The constant 1e-6 is not small against G² here, so that other libraries, with 1e-8, give other maps.")
          .atLastBlock("One α a channel: close to Layer-CAM with other weights.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  GradCamPlusPlus(Reduction reduction) {
    this(DESCRIPTION, reduction);
  }

  GradCamPlusPlus(MethodDescription description, Reduction reduction) {
    super(description, reduction);
  }

  @Override
  final ChannelContributions terms(CamContext context) {
    ChannelWeights weights = PlusPlusWeights.of(context.activation(), context.gradient());
    return ChannelContributions.weighted(context.activation(), weights);
  }

  @Override
  final Optional<ChannelWeights> uniformWeights(CamContext context) {
    return context.uniformGradient(Objective.LOGIT).map(PlusPlusWeights::of);
  }
}
