package io.camstream.report.topology;

import io.camstream.schemas.ReportRow;

/** State of an image in the report. */
public enum RowState {
  /** Discovered, neither explained nor failed yet. */
  PENDING,
  EXPLAINED,
  FAILED;

  public static RowState of(ReportRow row) {
    if (row.getExplanation() != null) {
      return EXPLAINED;
    }
    return row.getFailure() != null ? FAILED : PENDING;
  }
}
