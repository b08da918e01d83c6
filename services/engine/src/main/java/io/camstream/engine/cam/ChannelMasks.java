package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import io.camstream.engine.image.BilinearResize;

/**
 * Channels of an activation as masks of the input: up-sampled to its size, scaled to 0..1. The two
 * libraries that know Score-CAM differ in the order.
 */
final class ChannelMasks {

  private static final float EPSILON = 1e-8f;

  private final Features activation;
  private final int height;
  private final int width;
  private final boolean scaleFirst;

  private ChannelMasks(CamContext context, boolean scaleFirst) {
    this.activation = context.activation();
    this.height = context.inputHeight();
    this.width = context.inputWidth();
    this.scaleFirst = scaleFirst;
  }

  /** pytorch-grad-cam: aligned corners, then scaled. */
  static ChannelMasks upsampledThenScaled(CamContext context) {
    return new ChannelMasks(context, false);
  }

  /** torch-cam: scaled, then half-pixel centres. */
  static ChannelMasks scaledThenUpsampled(CamContext context) {
    return new ChannelMasks(context, true);
  }

  /** One channel's mask, row-major at the size of the input. */
  float[] mask(int channel) {
    int rows = activation.height();
    int columns = activation.width();
    float[] map = new float[activation.positions()];
    for (int p = 0; p < map.length; p++) {
      map[p] = activation.at(p, channel);
    }
    return scaleFirst
        ? BilinearResize.resize(scaled(map), rows, columns, height, width)
        : scaled(BilinearResize.resizeAligned(map, rows, columns, height, width));
  }

  private static float[] scaled(float[] map) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : map) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    float[] scaled = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      scaled[i] = (map[i] - min) / (max - min + EPSILON);
    }
    return scaled;
  }

  static float[] times(float[] mask, float factor) {
    float[] product = new float[mask.length];
    for (int i = 0; i < mask.length; i++) {
      product[i] = mask[i] * factor;
    }
    return product;
  }

  /** Adds a {@code count}-th of the logits to the scores. */
  static void addMean(double[][] scores, float[][] logits, int count) {
    for (int k = 0; k < scores.length; k++) {
      for (int c = 0; c < scores[k].length; c++) {
        scores[k][c] += logits[k][c] / (double) count;
      }
    }
  }
}
