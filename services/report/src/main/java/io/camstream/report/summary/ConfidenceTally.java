package io.camstream.report.summary;

import io.camstream.report.rows.Verdict;
import io.camstream.report.summary.BatchSummary.ConfidenceBin;
import java.util.List;
import java.util.stream.IntStream;

/** Histogram of the confidence, in twenty equal bins of 0..1. */
final class ConfidenceTally {

  private static final int BINS = 20;

  private final long[][] counts = new long[BINS][Verdict.values().length];

  void add(double confidence, Verdict verdict) {
    int bin = Math.min(BINS - 1, Math.max(0, (int) (confidence * BINS)));
    counts[bin][verdict.ordinal()]++;
  }

  List<ConfidenceBin> bins() {
    return IntStream.range(0, BINS)
        .mapToObj(
            bin ->
                new ConfidenceBin(
                    (double) bin / BINS,
                    (double) (bin + 1) / BINS,
                    counts[bin][Verdict.CORRECT.ordinal()],
                    counts[bin][Verdict.MISCLASSIFIED.ordinal()],
                    counts[bin][Verdict.UNLABELLED.ordinal()]))
        .toList();
  }
}
