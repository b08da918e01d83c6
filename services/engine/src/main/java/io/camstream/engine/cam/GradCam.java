package io.camstream.engine.cam;

import java.util.Optional;

/** Grad-CAM: channels weighted by their mean gradient. */
class GradCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("gradcam", "Grad-CAM")
          .formula("Σ_k w_k A_k, w_k = mean_ij G_k")
          .source(
              "Selvaraju et al., arXiv 1610.02391, eq. 1 and 2; pytorch-grad-cam 1.5.7 grad_cam.py")
          .cost("1 backward a class")
          .advice("The default: cheap, stable, class-specific, passes the sanity check.")
          .atLastBlock(
              "Coincides with HiResCAM and XGrad-CAM, and with Shapley-CAM but for a factor. Its raw map sums to 0 over the positions.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  private final Objective objective;

  GradCam(Reduction reduction) {
    this(DESCRIPTION, reduction, Objective.LOGIT);
  }

  /** Grad-CAM of another scalar than the logit. */
  GradCam(MethodDescription description, Reduction reduction, Objective objective) {
    super(description, reduction);
    this.objective = objective;
  }

  @Override
  final ChannelContributions terms(CamContext context) {
    ChannelWeights weights = ChannelWeights.means(context.gradient(objective));
    return ChannelContributions.weighted(context.activation(), weights);
  }

  @Override
  final Optional<ChannelWeights> uniformWeights(CamContext context) {
    return context
        .uniformGradient(objective)
        .map(gradient -> ChannelWeights.exact(gradient.values()));
  }
}
