package io.camstream.engine.quality;

import io.camstream.engine.ExplanationOptions;

/**
 * How methods are evaluated.
 *
 * @param explanation methods, layers, smoothing and seed; each layer is evaluated on its own, and
 *     always the predicted class
 * @param steps of the insertion and deletion curves, at least 1
 * @param batchSize inputs in one pass
 * @param sanityImages on how many images, the first ones, the sanity check is made; 0 for none
 * @param timedImages on how many images the time is taken, at least 1
 */
public record EvaluationOptions(
    ExplanationOptions explanation, int steps, int batchSize, int sanityImages, int timedImages) {

  public static final EvaluationOptions DEFAULT =
      new EvaluationOptions(ExplanationOptions.DEFAULT, 20, 16, 5, 5);

  public EvaluationOptions {
    if (steps < 1 || batchSize < 1 || sanityImages < 0 || timedImages < 1) {
      throw new IllegalArgumentException(
          "steps, batch size and timed images must be 1 or more, sanity images 0 or more");
    }
  }

  public EvaluationOptions withExplanation(ExplanationOptions value) {
    return new EvaluationOptions(value, steps, batchSize, sanityImages, timedImages);
  }

  public EvaluationOptions withBatchSize(int value) {
    return new EvaluationOptions(explanation, steps, value, sanityImages, timedImages);
  }

  public EvaluationOptions withSanityImages(int value) {
    return new EvaluationOptions(explanation, steps, batchSize, value, timedImages);
  }
}
