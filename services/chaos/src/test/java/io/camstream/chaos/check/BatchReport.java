package io.camstream.chaos.check;

import java.util.List;

/**
 * What the report of a batch says.
 *
 * @param explainedRows rows of its table of results
 * @param failedRows rows of its table of failures
 */
public record BatchReport(
    String batch,
    Counts counts,
    List<ObjectVersionEvidence> explainedRows,
    List<ObjectVersionEvidence> failedRows) {

  public BatchReport {
    explainedRows = List.copyOf(explainedRows);
    failedRows = List.copyOf(failedRows);
  }

  /** The counts of its summary. */
  public record Counts(long discovered, long explained, long failed, long pending) {}
}
