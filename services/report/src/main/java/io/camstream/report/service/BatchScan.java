package io.camstream.report.service;

import io.camstream.report.page.GallerySelection;
import io.camstream.report.tables.ResultsColumns;
import io.camstream.report.tables.SummaryBuilder;
import io.camstream.report.topology.RowKey;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.ReportRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a report's content in one pass over the rows, with memory independent of the batch's
 * size.
 */
final class BatchScan {

  final SummaryBuilder summary = new SummaryBuilder();
  final ResultsColumns columns = new ResultsColumns();
  final GallerySelection gallery;
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
    if (RowState.of(row) == RowState.FAILED && failures.size() < mostFailures) {
      failures.add(row);
    }
  }

  /** Whether the batch has no image. */
  boolean isEmpty() {
    return empty;
  }
}
