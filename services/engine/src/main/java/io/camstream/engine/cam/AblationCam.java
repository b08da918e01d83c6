package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Ablation-CAM: channels weighted by how much the score falls without them. */
final class AblationCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("ablationcam", "Ablation-CAM")
          .formula("Σ_k w_k A_k, w_k = (y − y without channel k) / y")
          .source(
              "Desai and Ramaswamy, WACV 2020, eq. 3 (channel set to 0); with the option grad-cam as pytorch-grad-cam 1.5.7 (channel set to about −1e7)")
          .cost("C passes from the layer on (C channels) for all classes together")
          .advice(
              "No gradients. The quotient turns its sign where the logit is negative, as in the paper's code.")
          .atLastBlock("No passes: the pooled features are edited.")
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  /** Of a logit in float32, as a share of the relative error of 1e-6 that the bounds stand for. */
  private static final double ROUNDING = 0.1;

  private final AblationValue ablation;

  AblationCam(Reduction reduction, AblationValue ablation) {
    super(DESCRIPTION, reduction);
    this.ablation = ablation;
  }

  @Override
  ChannelContributions terms(CamContext context) {
    Features activation = context.activation();
    double[][] drops =
        context.shared(DESCRIPTION.id(), double[][].class, () -> context.ablationDrops(ablation));
    double score = context.logits()[context.classIndex()];
    double[] weights = new double[activation.channels()];
    double[] bounds = new double[activation.channels()];
    // Both logits of a drop are rounded; over the channels such errors add up as the root.
    double rounding = 2 * ROUNDING / Math.sqrt(weights.length);
    for (int k = 0; k < weights.length; k++) {
      weights[k] = drops[k][context.classIndex()] / score;
      bounds[k] = Math.abs(weights[k]) + rounding;
    }
    return ChannelContributions.weighted(activation, new ChannelWeights(weights, bounds));
  }
}
