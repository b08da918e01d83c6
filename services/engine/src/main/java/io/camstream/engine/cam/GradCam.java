package io.camstream.engine.cam;

import java.util.Optional;

/** Grad-CAM: channels weighted by their mean gradient. */
final class GradCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "gradcam",
          "Grad-CAM",
          "Σ_k w_k A_k, w_k = mean_ij G_k",
          "Selvaraju et al., arXiv 1610.02391, eq. 1 and 2; pytorch-grad-cam 1.5.7 grad_cam.py",
          "1 backward a class",
          "The default: cheap, stable, class-specific, passes the sanity check.",
          "Coincides with HiRes-CAM and XGrad-CAM, and with Shapley-CAM but for a factor. Its raw map sums to 0 over the positions.",
          true,
          MethodDescription.Needs.GRADIENT);

  GradCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext evidence) {
    ChannelWeights weights = ChannelWeights.means(evidence.gradient());
    return ChannelContributions.weighted(evidence.activation(), weights);
  }

  @Override
  Optional<ChannelWeights> uniformWeights(CamContext evidence) {
    return evidence
        .uniformGradient(Objective.LOGIT)
        .map(gradient -> ChannelWeights.exact(gradient.values()));
  }
}
