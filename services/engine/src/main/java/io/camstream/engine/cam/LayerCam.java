package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.Arrays;
import java.util.Optional;

/** Layer-CAM: each activation weighted by its own positive gradient. */
final class LayerCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "layercam",
          "Layer-CAM",
          "Σ_k max(G_k, 0) ∘ A_k",
          "Jiang et al., IEEE TIP 2021, eq. 6; pytorch-grad-cam 1.5.7 layer_cam.py",
          "1 backward a class",
          "Finer than Grad-CAM at earlier layers; several layers can be fused.",
          "Grad-CAM with the negative channel weights left out.",
          true,
          MethodDescription.Needs.GRADIENT);

  LayerCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext evidence) {
    Features gradient = evidence.gradient();
    Features activation = evidence.activation();
    float[] terms = new float[activation.values().length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Math.max(gradient.values()[i], 0) * activation.values()[i];
    }
    return ChannelContributions.of(activation.with(terms));
  }

  @Override
  Optional<ChannelWeights> uniformWeights(CamContext evidence) {
    return evidence
        .uniformGradient(Objective.LOGIT)
        .map(gradient -> Arrays.stream(gradient.values()).map(g -> Math.max(g, 0)).toArray())
        .map(ChannelWeights::exact);
  }
}
