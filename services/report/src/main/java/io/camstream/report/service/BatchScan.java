package io.camstream.report.service;

import io.camstream.report.audit.AuditScan;
import io.camstream.report.page.GallerySelection;
import io.camstream.report.tables.AuditedRow;
import io.camstream.report.tables.ResultsColumns;
import io.camstream.report.tables.SummaryBuilder;
import io.camstream.report.topology.RowKey;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.ReportRow;
import java.util.ArrayList;
import java.util.List;

/** All that one pass over a batch's rows finds out; its memory does not grow with the batch. */
final class BatchScan {

  final SummaryBuilder summary = new SummaryBuilder();
  final ResultsColumns columns = new ResultsColumns();
  final GallerySelection gallery;
  final AuditScan audit = new AuditScan();
  final List<ReportRow> failures = new ArrayList<>();
  private final int mostFailures;
  private boolean empty = true;

  BatchScan(int galleryImages, int mostFailures) {
    this.gallery = new GallerySelection(galleryImages);
    this.mostFailures = mostFailures;
  }

  void add(RowKey key, ReportRow row) {
    empty = false;
    summary.add(row);
    columns.add(row);
    gallery.add(row);
    if (RowState.of(row) == RowState.EXPLAINED) {
      audit.add(AuditedRow.of(row), AuditedRow.probabilities(row.getExplanation()));
    }
    if (RowState.of(row) == RowState.FAILED && failures.size() < mostFailures) {
      failures.add(row);
    }
  }

  /** Whether the batch has no image. */
  boolean isEmpty() {
    return empty;
  }
}
