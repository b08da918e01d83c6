package io.camstream.report.topology;

import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ReportRow;
import java.time.Instant;
import java.util.Optional;

/** Arithmetic of {@link BatchProgress}. */
public final class Progress {

  private static final String NOT_INDEXED = "from an earlier version ";

  private Progress() {}

  /** Progress of a batch without any record. */
  public static BatchProgress none() {
    return new BatchProgress(0L, 0L, 0L, 0L, null, "");
  }

  /**
   * The progress after one row has changed from {@code before} (empty: it is new) to {@code after}
   * (empty: it is removed).
   */
  public static BatchProgress after(
      BatchProgress progress, Optional<ReportRow> before, Optional<ReportRow> after) {
    return BatchProgress.newBuilder(progress)
        .setDiscovered(progress.getDiscovered() + count(after) - count(before))
        .setExplained(progress.getExplained() + change(before, after, RowState.EXPLAINED))
        .setFailed(progress.getFailed() + change(before, after, RowState.FAILED))
        .setRevision(progress.getRevision() + 1)
        .build();
  }

  /**
   * The same with a lineage. That of a batch whose earlier changes are in no index says so: see
   * {@link #isIndexed}.
   */
  public static BatchProgress ofLineage(BatchProgress progress, String lineage) {
    if (!progress.getLineage().isEmpty()) {
      return progress;
    }
    String named = progress.getDiscovered() == 0 ? lineage : NOT_INDEXED + lineage;
    return BatchProgress.newBuilder(progress).setLineage(named).build();
  }

  /** Whether the index of changes has all changes of the batch. */
  public static boolean isIndexed(BatchProgress progress) {
    return !progress.getLineage().isEmpty() && !progress.getLineage().startsWith(NOT_INDEXED);
  }

  /** The same progress, with versions discovered up to an instant marked as removed. */
  public static BatchProgress forgetting(BatchProgress progress, Instant until) {
    return hasForgotten(progress, until)
        ? progress
        : BatchProgress.newBuilder(progress).setForgottenUntil(until).build();
  }

  /** Whether a version discovered at that instant has been removed since. */
  public static boolean hasForgotten(BatchProgress progress, Instant discoveredAt) {
    return progress.getForgottenUntil() != null
        && !discoveredAt.isAfter(progress.getForgottenUntil());
  }

  /** Images that are neither explained nor failed. */
  public static long pending(BatchProgress progress) {
    return progress.getDiscovered() - progress.getExplained() - progress.getFailed();
  }

  private static int change(Optional<ReportRow> before, Optional<ReportRow> after, RowState state) {
    return count(after.filter(row -> RowState.of(row) == state))
        - count(before.filter(row -> RowState.of(row) == state));
  }

  private static int count(Optional<ReportRow> row) {
    return row.isPresent() ? 1 : 0;
  }
}
