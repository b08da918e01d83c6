package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.Optional;

/** HiRes-CAM: gradient times activation, position by position. */
final class HiResCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "hirescam",
          "HiRes-CAM",
          "Σ_k G_k ∘ A_k",
          "Draelos and Carin, arXiv 2011.08891, eq. 4; pytorch-grad-cam 1.5.7 hirescam.py",
          "1 backward a class",
          "Faithful where a layer leads straight to the classifier. Never at the end of stages 0 to 2 or at a dwconv: nil there.",
          "Coincides with Grad-CAM.",
          true,
          MethodDescription.Needs.GRADIENT);

  HiResCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext evidence) {
    Features gradient = evidence.gradient();
    Features activation = evidence.activation();
    float[] terms = new float[activation.values().length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = gradient.values()[i] * activation.values()[i];
    }
    return ChannelContributions.of(activation.with(terms));
  }

  @Override
  Optional<ChannelWeights> uniformWeights(CamContext evidence) {
    return evidence
        .uniformGradient(Objective.LOGIT)
        .map(gradient -> ChannelWeights.exact(gradient.values()));
  }
}
