package io.camstream.report.rows;

import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ReportRow;
import java.util.Optional;

/** Arithmetic of {@link BatchProgress}. */
public final class Progress {

  private Progress() {}

  /** Progress of a batch of which nothing is known. */
  public static BatchProgress none() {
    return new BatchProgress(0L, 0L, 0L, 0L);
  }

  /**
   * The progress after one row has changed from {@code before} (empty: it is new) to {@code after}.
   */
  public static BatchProgress after(
      BatchProgress progress, Optional<ReportRow> before, ReportRow after) {
    return new BatchProgress(
        progress.getDiscovered() + (before.isEmpty() ? 1 : 0),
        progress.getExplained() + change(before, after, RowState.EXPLAINED),
        progress.getFailed() + change(before, after, RowState.FAILED),
        progress.getRevision() + 1);
  }

  /** Images that are neither explained nor failed. */
  public static long pending(BatchProgress progress) {
    return progress.getDiscovered() - progress.getExplained() - progress.getFailed();
  }

  private static int change(Optional<ReportRow> before, ReportRow after, RowState state) {
    int was = before.filter(row -> RowState.of(row) == state).isPresent() ? 1 : 0;
    return (RowState.of(after) == state ? 1 : 0) - was;
  }
}
