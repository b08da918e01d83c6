package io.camstream.report.service;

import io.camstream.report.audit.AuditScan;
import io.camstream.report.tables.AuditedRow;
import io.camstream.report.tables.ResultsColumns;
import io.camstream.report.tables.SummaryBuilder;
import io.camstream.report.topology.RowKey;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.ReportRow;

/**
 * Collects a report's content in one pass over the rows, with memory independent of the batch's
 * size.
 */
final class BatchScan {

  final SummaryBuilder summary = new SummaryBuilder();
  final ResultsColumns columns = new ResultsColumns();
  final AuditScan audit = new AuditScan();
  private boolean empty = true;

  void add(RowKey key, ReportRow row) {
    empty = false;
    summary.add(row);
    columns.add(row);
    if (RowState.of(row) == RowState.EXPLAINED) {
      audit.add(AuditedRow.of(row), AuditedRow.probabilities(row.getExplanation()));
    }
  }

  /** Whether the batch has no image. */
  boolean isEmpty() {
    return empty;
  }
}
