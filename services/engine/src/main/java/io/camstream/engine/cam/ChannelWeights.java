package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/**
 * One weight for each channel.
 *
 * @param values the weights
 * @param bounds by how much each may move, divided by the relative error of the numbers that it is
 *     made of: a weight that is the sum of terms which cancel has a large bound
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one call.
public record ChannelWeights(double[] values, double[] bounds) {

  /** Weights that lose nothing to cancellation. */
  static ChannelWeights exact(double[] values) {
    double[] bounds = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      bounds[k] = Math.abs(values[k]);
    }
    return new ChannelWeights(values, bounds);
  }

  /** Means over the positions. */
  static ChannelWeights means(Features features) {
    double[] bounds = new double[features.channels()];
    for (int p = 0; p < features.positions(); p++) {
      for (int k = 0; k < bounds.length; k++) {
        bounds[k] += Math.abs(features.at(p, k)) / features.positions();
      }
    }
    return new ChannelWeights(features.means(), bounds);
  }
}
