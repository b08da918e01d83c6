package io.camstream.engine.quality;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Spearman's rank correlation: Pearson's coefficient of the ranks, equal values sharing theirs. */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * The coefficient of two series of the same length.
   *
   * @return −1..1; empty where one of them is constant, for then it is not defined
   */
  public static OptionalDouble of(float[] first, float[] second) {
    return pearson(ranks(first), ranks(second));
  }

  /** Ranks from 1 on; equal values get the mean of their ranks. */
  static double[] ranks(float[] values) {
    int[] order = rising(values);
    double[] ranks = new double[values.length];
    int start = 0;
    while (start < order.length) {
      int end = start;
      while (end + 1 < order.length && values[order[end + 1]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i <= end; i++) {
        ranks[order[i]] = (start + end) / 2.0 + 1;
      }
      start = end + 1;
    }
    return ranks;
  }

  /** Indices of the values, from the least value to the greatest. */
  private static int[] rising(float[] values) {
    long[] keyed = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToIntBits(values[i] + 0f); // Adding 0 makes −0 and 0 the same.
      int ordered = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
      keyed[i] = (long) ordered << Integer.SIZE | i;
    }
    Arrays.sort(keyed);
    return Arrays.stream(keyed).mapToInt(key -> (int) key).toArray();
  }

  static OptionalDouble pearson(double[] first, double[] second) {
    double meanFirst = Arrays.stream(first).average().orElse(0);
    double meanSecond = Arrays.stream(second).average().orElse(0);
    double product = 0;
    double squareFirst = 0;
    double squareSecond = 0;
    for (int i = 0; i < first.length; i++) {
      double a = first[i] - meanFirst;
      double b = second[i] - meanSecond;
      product += a * b;
      squareFirst += a * a;
      squareSecond += b * b;
    }
    if (squareFirst == 0 || squareSecond == 0) {
      return OptionalDouble.empty();
    }
    double coefficient = product / Math.sqrt(squareFirst * squareSecond);
    return OptionalDouble.of(Math.max(-1, Math.min(1, coefficient)));
  }
}
