package io.camstream.engine.method;

import io.camstream.engine.cam.Features;

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

  private final AblationValue ablation;

  AblationCam(Reduction reduction, AblationValue ablation) {
    super(DESCRIPTION, reduction);
    this.ablation = ablation;
  }

  @Override
  Terms terms(Evidence evidence) {
    Features activation = evidence.activation();
    float[][] ablated =
        evidence.shared(DESCRIPTION.id(), float[][].class, () -> evidence.ablatedLogits(ablation));
    double score = evidence.logits()[evidence.classIndex()];
    double[] weights = new double[activation.channels()];
    double[] bounds = new double[activation.channels()];
    for (int k = 0; k < weights.length; k++) {
      double without = ablated[k][evidence.classIndex()];
      weights[k] = (score - without) / score;
      bounds[k] = (Math.abs(score) + Math.abs(without)) / Math.abs(score);
    }
    return Terms.weighted(activation, new ChannelWeights(weights, bounds));
  }
}
