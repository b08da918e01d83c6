package io.camstream.report.audit;

import io.camstream.report.audit.Findings.Bin;
import io.camstream.report.audit.Findings.Calibration;
import io.camstream.report.audit.Findings.ClassAuroc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts labelled images by probability; its memory grows with the number of classes alone. */
final class CalibrationTally {

  private static final int BINS = 10;
  private static final int STEPS = 1_000;
  private static final int MOST_CLASSES = 200;
  private static final double BILLION = 1e9;

  private final long[] images = new long[BINS];
  private final long[] correct = new long[BINS];

  /** Sums in billionths: sums of whole numbers do not depend on the order of the images. */
  private final long[] confidence = new long[BINS];

  private final Map<String, long[][]> byClass = new TreeMap<>();

  void add(String label, String predicted, double probability, Map<String, Double> probabilities) {
    int bin = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
    images[bin]++;
    confidence[bin] += Math.round(probability * BILLION);
    correct[bin] += label.equals(predicted) ? 1 : 0;
    probabilities.forEach(
        (name, value) -> {
          if (byClass.containsKey(name) || byClass.size() < MOST_CLASSES) {
            int step = (int) Math.round(Math.max(0, Math.min(1, value)) * STEPS);
            byClass
                .computeIfAbsent(name, n -> new long[2][STEPS + 1])[name.equals(label) ? 1 : 0][
                step]++;
          }
        });
  }

  /** Null where no image has a label. */
  Calibration result() {
    long all = 0;
    long right = 0;
    for (int bin = 0; bin < BINS; bin++) {
      all += images[bin];
      right += correct[bin];
    }
    if (all == 0) {
      return null;
    }
    double error = 0;
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double n = images[bin];
      error += Math.abs(correct[bin] - confidence[bin] / BILLION) / all;
      bins.add(
          new Bin(
              (double) bin / BINS,
              (bin + 1.0) / BINS,
              images[bin],
              n == 0 ? null : (Double) (confidence[bin] / BILLION / n),
              n == 0 ? null : (Double) (correct[bin] / n)));
    }
    Statistics.Interval interval = Statistics.wilson(right, all);
    List<ClassAuroc> areas = new ArrayList<>();
    byClass.forEach((name, counts) -> areas.add(new ClassAuroc(name, area(counts))));
    return new Calibration(
        all, (double) right / all, interval.low(), interval.high(), error, bins, areas);
  }

  /**
   * The share of pairs in which the image of the class has the higher probability; ties are half.
   */
  private static Double area(long[][] counts) {
    double pairs = 0;
    long below = 0;
    long positives = 0;
    for (int step = 0; step <= STEPS; step++) {
      pairs += counts[1][step] * (below + counts[0][step] / 2.0);
      below += counts[0][step];
      positives += counts[1][step];
    }
    return positives == 0 || below == 0 ? null : (Double) (pairs / positives / below);
  }
}
