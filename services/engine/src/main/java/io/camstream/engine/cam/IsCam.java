package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** IS-CAM: Score-CAM integrated over masks of growing strength. */
final class IsCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("iscam", "IS-CAM")
          .formula(
              "Σ_k w_k A_k, w = softmax over k of the mean over i of y(c_i x ∘ U_k) − y(x), c_i = Σ_{j≤i} j / 10")
          .source(
              "Naidu et al., arXiv 2010.03023; torch-cam 0.5.0 IS-CAM (cumulative coefficients, 10 steps)")
          .cost("10 C forwards for all classes together")
          .slow(true)
          .advice("Smoother than Score-CAM. Very slow.")
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  private static final int STEPS = 10;

  IsCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  ChannelContributions terms(CamContext context) {
    Features activation = context.activation();
    double[][] scores =
        context.shared(DESCRIPTION.id(), double[][].class, () -> meanScores(context));
    double[] ofClass = new double[activation.channels()];
    for (int k = 0; k < ofClass.length; k++) {
      ofClass[k] = scores[k][context.classIndex()];
    }
    return ChannelContributions.weighted(activation, ChannelWeights.exact(Softmax.of(ofClass)));
  }

  /** Softmax ignores a constant, so the score of the whole image need not be subtracted. */
  private static double[][] meanScores(CamContext context) {
    int channels = context.activation().channels();
    ChannelMasks masks = ChannelMasks.scaledThenUpsampled(context);
    double[][] scores = new double[channels][context.logits().length];
    double strength = 0;
    for (int step = 1; step <= STEPS; step++) {
      strength += (double) step / STEPS;
      float factor = (float) strength;
      float[][] logits =
          context.maskedLogits(channels, k -> ChannelMasks.times(masks.mask(k), factor));
      ChannelMasks.addMean(scores, logits, STEPS);
    }
    return scores;
  }
}
