package io.camstream.report.output;

import io.camstream.report.rows.RowKey;
import io.camstream.report.summary.SummaryBuilder;
import io.camstream.report.tables.ResultsColumns;
import io.camstream.schemas.ReportRow;

/** All that one pass over a batch's rows finds out; its memory does not grow with the batch. */
final class BatchScan {

  final SummaryBuilder summary = new SummaryBuilder();
  final ResultsColumns columns = new ResultsColumns();
  private boolean empty = true;

  void add(RowKey key, ReportRow row) {
    empty = false;
    summary.add(row);
    columns.add(row);
  }

  /** Whether the batch has no image. */
  boolean isEmpty() {
    return empty;
  }
}
