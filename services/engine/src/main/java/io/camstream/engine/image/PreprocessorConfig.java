package io.camstream.engine.image;

import java.util.List;

/**
 * What {@code preprocessor_config.json} says, under the names that transformers uses there.
 *
 * @param doResize whether to resize (and crop) at all
 * @param shortestEdge side of the model's input; from 384 on images are squashed to a square, below
 *     they are resized and cropped
 * @param cropPct share of the resized image's shorter side that the crop keeps
 * @param resampling how to resize
 * @param doRescale whether to multiply the levels by {@code rescaleFactor}
 * @param rescaleFactor usually 1/255
 * @param doNormalize whether to subtract {@code mean} and divide by {@code std}
 * @param mean one value a channel
 * @param std one value a channel, not zero
 */
public record PreprocessorConfig(
    boolean doResize,
    int shortestEdge,
    double cropPct,
    Resampling resampling,
    boolean doRescale,
    double rescaleFactor,
    boolean doNormalize,
    List<Double> mean,
    List<Double> std) {

  public PreprocessorConfig {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException("image_mean and image_std need three values");
    }
  }
}
