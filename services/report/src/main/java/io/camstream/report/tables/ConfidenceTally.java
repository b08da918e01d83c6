package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.ConfidenceBin;
import io.camstream.report.topology.LabelMatch;
import java.util.List;
import java.util.stream.IntStream;

/** Histogram of the confidence, in twenty equal bins of 0..1. */
final class ConfidenceTally {

  private static final int BINS = 20;

  private final long[][] counts = new long[BINS][LabelMatch.values().length];

  void add(double confidence, LabelMatch verdict) {
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
                    counts[bin][LabelMatch.CORRECT.ordinal()],
                    counts[bin][LabelMatch.MISCLASSIFIED.ordinal()],
                    counts[bin][LabelMatch.UNLABELLED.ordinal()]))
        .toList();
  }
}
