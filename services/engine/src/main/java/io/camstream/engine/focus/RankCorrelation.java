package io.camstream.engine.focus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparing(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
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
