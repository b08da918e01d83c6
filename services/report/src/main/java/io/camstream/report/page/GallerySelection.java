package io.camstream.report.page;

import io.camstream.report.topology.LabelMatch;
import io.camstream.schemas.ReportRow;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Selects a bounded number of images of a batch for its page: misclassified images first, by
 * descending confidence; then the others, by ascending confidence. Not thread-safe.
 */
public final class GallerySelection {

  private record Candidate(boolean misclassified, double confidence, ReportRow row) {

    static final Comparator<Candidate> MOST_WORTH_SEEING_FIRST =
        Comparator.comparing((Candidate candidate) -> !candidate.misclassified())
            .thenComparingDouble(
                candidate ->
                    candidate.misclassified() ? -candidate.confidence() : candidate.confidence())
            .thenComparing(candidate -> candidate.row().getReference().getKey())
            .thenComparing(candidate -> candidate.row().getReference().getBucket());
  }

  private final int size;
  private final PriorityQueue<Candidate> leastWorthSeeingFirst =
      new PriorityQueue<>(Candidate.MOST_WORTH_SEEING_FIRST.reversed());

  /**
   * @param size largest number of images to select, 0 or more
   */
  public GallerySelection(int size) {
    this.size = size;
  }

  /** Adds a row; rows that are not explained are ignored. */
  public void add(ReportRow row) {
    if (row.getExplanation() == null) {
      return;
    }
    leastWorthSeeingFirst.add(
        new Candidate(
            LabelMatch.of(row) == LabelMatch.MISCLASSIFIED,
            row.getExplanation().getPrediction().getConfidence(),
            row));
    if (leastWorthSeeingFirst.size() > size) {
      leastWorthSeeingFirst.remove();
    }
  }

  /** The selection so far, in order. */
  public List<ReportRow> rows() {
    return leastWorthSeeingFirst.stream()
        .sorted(Candidate.MOST_WORTH_SEEING_FIRST)
        .map(Candidate::row)
        .toList();
  }
}
