package io.camstream.report.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Exact tests and intervals of counts. */
final class Statistics {

  private static final double Z95 = 1.959963984540054;

  private Statistics() {}

  /**
   * An interval of a share, 0..1.
   *
   * @param low not above the share
   * @param high not below the share
   */
  record Interval(double low, double high) {}

  /** The interval of Wilson (1927) for a share of {@code count} in {@code of}, 95 %. */
  static Interval wilson(long count, long of) {
    if (of == 0) {
      return new Interval(0, 1);
    }
    double share = (double) count / of;
    double square = Z95 * Z95 / of;
    double centre = (share + square / 2) / (1 + square);
    double half = Z95 * Math.sqrt(share * (1 - share) / of + square / (4.0 * of)) / (1 + square);
    return new Interval(
        count == 0 ? 0 : Math.max(0, centre - half), count == of ? 1 : Math.min(1, centre + half));
  }

  /** The probability of {@code count} or more of {@code of} where each has probability p. */
  static double binomialTail(long count, long of, double p) {
    double sum = 0;
    for (long k = count; k <= of; k++) {
      sum += Math.exp(logChoose(of, k) + k * Math.log(p) + (of - k) * Math.log1p(-p));
    }
    return Math.min(1, sum);
  }

  /**
   * Fisher's exact test, one-sided: the probability that at least {@code count} of {@code of} are
   * among the {@code others} + {@code count} marked ones of {@code of} + {@code ofOthers}.
   */
  static double fisher(long count, long of, long others, long ofOthers) {
    long marked = count + others;
    double all = logChoose(of + ofOthers, marked);
    double sum = 0;
    for (long k = count; k <= Math.min(of, marked); k++) {
      if (marked - k <= ofOthers) {
        sum += Math.exp(logChoose(of, k) + logChoose(ofOthers, marked - k) - all);
      }
    }
    return Math.min(1, sum);
  }

  /** p-values multiplied for the number of tests, by Holm (1979); in the order given. */
  static List<Double> holm(List<Double> values) {
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparing(values::get))
            .toList();
    List<Double> adjusted = new ArrayList<>(values);
    double last = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      last = Math.max(last, Math.min(1, values.get(order.get(rank)) * (values.size() - rank)));
      adjusted.set(order.get(rank), last);
    }
    return adjusted;
  }

  private static double logChoose(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** By Stirling's series above 20, exact to 1e-10. */
  private static double logFactorial(long n) {
    if (n > 20) {
      double x = n + 1.0;
      return (x - 0.5) * Math.log(x)
          - x
          + 0.5 * Math.log(2 * Math.PI)
          + 1 / (12 * x)
          - 1 / (360 * x * x * x);
    }
    double sum = 0;
    for (long i = 2; i <= n; i++) {
      sum += Math.log(i);
    }
    return sum;
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
