package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Ablation-CAM: channels weighted by how much the score falls without them. */
final class AblationCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "ablationcam",
          "Ablation-CAM",
          "Σ_k w_k A_k, w_k = (y − y without channel k) / y",
          "Desai and Ramaswamy, WACV 2020, eq. 3 (channel set to 0); with the option grad-cam as pytorch-grad-cam 1.5.7 (channel set to about −1e7)",
          "C passes from the layer on (C channels) for all classes together",
          "No gradients. The quotient turns its sign where the logit is negative, as in the paper's code.",
          "No passes: the pooled features are edited.",
          true,
          MethodDescription.Needs.ACTIVATION);

  /** Of a logit in float32, as a share of the relative error of 1e-6 that the bounds stand for. */
  private static final double ROUNDING = 0.1;

  private final AblationValue ablation;

  AblationCam(Reduction reduction, AblationValue ablation) {
    super(DESCRIPTION, reduction);
    this.ablation = ablation;
  }

  @Override
  ChannelContributions terms(CamContext evidence) {
    Features activation = evidence.activation();
    double[][] drops =
        evidence.shared(DESCRIPTION.id(), double[][].class, () -> evidence.ablationDrops(ablation));
    double score = evidence.logits()[evidence.classIndex()];
    double[] weights = new double[activation.channels()];
    double[] bounds = new double[activation.channels()];
    // Both logits of a drop are rounded; over the channels such errors add up as the root.
    double rounding = 2 * ROUNDING / Math.sqrt(weights.length);
    for (int k = 0; k < weights.length; k++) {
      weights[k] = drops[k][evidence.classIndex()] / score;
      bounds[k] = Math.abs(weights[k]) + rounding;
    }
    return ChannelContributions.weighted(activation, new ChannelWeights(weights, bounds));
  }
}
