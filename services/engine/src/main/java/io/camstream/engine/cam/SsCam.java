package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.Random;

/** SS-CAM: Score-CAM averaged over noisy masks. */
final class SsCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("sscam", "SS-CAM")
          .formula(
              "Σ_k w_k A_k, w = softmax over k of the mean over 35 draws of y(x ∘ (U_k + N(0, 2²))) − y(x)")
          .source("Wang et al., arXiv 2006.14255; torch-cam 0.5.0 SS-CAM (35 samples, deviation 2)")
          .cost("35 C forwards for all classes together")
          .slow(true)
          .advice("Score-CAM with less noise. Extremely slow; the seed makes it repeatable.")
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  private static final int SAMPLES = 35;
  private static final double DEVIATION = 2;

  private final long seed;

  SsCam(Reduction reduction, long seed) {
    super(DESCRIPTION, reduction);
    this.seed = seed;
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
  private double[][] meanScores(CamContext context) {
    int channels = context.activation().channels();
    ChannelMasks masks = ChannelMasks.scaledThenUpsampled(context);
    double[][] scores = new double[channels][context.logits().length];
    Random random = new Random(seed);
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[][] logits = context.maskedLogits(channels, k -> noisy(masks.mask(k), random));
      ChannelMasks.addMean(scores, logits, SAMPLES);
    }
    return scores;
  }

  private static float[] noisy(float[] mask, Random random) {
    float[] noisy = new float[mask.length];
    for (int i = 0; i < mask.length; i++) {
      noisy[i] = mask[i] + (float) (DEVIATION * random.nextGaussian());
    }
    return noisy;
  }
}
