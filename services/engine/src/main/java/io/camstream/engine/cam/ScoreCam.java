package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Score-CAM: channels weighted by the score of the image that they let through. */
final class ScoreCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("scorecam", "Score-CAM")
          .formula(
              "Σ_k w_k A_k, w = softmax over k of y(x ∘ U_k), U_k = A_k up-sampled and scaled to 0..1")
          .source("Wang et al., arXiv 1910.01279, eq. 4 to 6; pytorch-grad-cam 1.5.7 score_cam.py")
          .cost("C forwards (C channels) for all classes together")
          .slow(true)
          .advice("No gradients. What is hidden becomes the mean colour, not black. Slow.")
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  ScoreCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext context) {
    Features activation = context.activation();
    ChannelMasks masks = ChannelMasks.upsampledThenScaled(context);
    float[][] logits =
        context.shared(
            DESCRIPTION.id(),
            float[][].class,
            () -> context.maskedLogits(activation.channels(), masks::mask));
    double[] scores = new double[activation.channels()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = logits[k][context.classIndex()];
    }
    return ChannelContributions.weighted(activation, ChannelWeights.exact(Softmax.of(scores)));
  }
}
