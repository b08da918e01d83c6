package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.Arrays;

/**
 * What each channel adds to a map, before the channels are put together, and how exactly it is
 * known.
 *
 * <p>The magnitudes are a first-order bound: if every number that the method starts from had a
 * relative error of u, the map at a position would move by at most about u times its magnitude.
 * From them come the flags of a map ({@link RawMap#ofSums}).
 *
 * @param values the terms; a map's value is the sum over the channels
 * @param magnitudes one for each position
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one call.
record ChannelContributions(Features values, double[] magnitudes) {

  /** ChannelContributions that are as exact as the numbers that they are made of. */
  static ChannelContributions of(Features values) {
    double[] magnitudes = new double[values.positions()];
    for (int p = 0; p < magnitudes.length; p++) {
      for (int k = 0; k < values.channels(); k++) {
        magnitudes[p] += Math.abs(values.at(p, k));
      }
    }
    return new ChannelContributions(values, magnitudes);
  }

  /** Weighted activations: {@code weight_k * A_k}. */
  static ChannelContributions weighted(Features activation, ChannelWeights weights) {
    int channels = activation.channels();
    float[] terms = new float[activation.values().length];
    double[] magnitudes = new double[activation.positions()];
    for (int p = 0; p < magnitudes.length; p++) {
      for (int k = 0; k < channels; k++) {
        double value = activation.at(p, k);
        terms[p * channels + k] = (float) (weights.values()[k] * value);
        magnitudes[p] += weights.bounds()[k] * Math.abs(value);
      }
    }
    return new ChannelContributions(activation.with(terms), magnitudes);
  }

  RawMap reduce(Reduction reduction) {
    return switch (reduction) {
      case SUM -> sum();
      case PRINCIPAL_COMPONENT -> PrincipalComponent.of(values);
    };
  }

  private RawMap sum() {
    int channels = values.channels();
    float[] map = new float[values.positions()];
    double[] absolute = new double[map.length];
    for (int p = 0; p < map.length; p++) {
      double sum = 0;
      for (int k = 0; k < channels; k++) {
        double term = values.values()[p * channels + k];
        sum += term;
        absolute[p] += Math.abs(term);
      }
      map[p] = (float) sum;
    }
    return RawMap.ofSums(
        values.height(), values.width(), map, largest(absolute), largest(magnitudes));
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }
}
