package io.camstream.engine.cam;

import java.util.Optional;

/** RefineCAM: Grad-CAM++ at each layer; the final maps are multiplied (FinalMaps). */
final class RefineCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "refinecam",
          "RefineCAM",
          "Π over the layers of the final Grad-CAM++ maps",
          "arXiv 2605.14641; pytorch-grad-cam 1.5.7 refine_cam.py",
          "1 backward a class",
          "Several layers: keeps what all agree on, and so sharpens the late one with the early ones. Name layers of different stages.",
          "With one layer it is Grad-CAM++.",
          true,
          MethodDescription.Needs.GRADIENT);

  RefineCam(Reduction reduction) {
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
