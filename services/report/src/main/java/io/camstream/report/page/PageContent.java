package io.camstream.report.page;

import io.camstream.report.tables.BatchSummary;
import io.camstream.schemas.ReportRow;
import java.util.List;

/**
 * Content of a batch's page.
 *
 * @param gallery the selected images, in the order of display
 * @param failures some failed rows; the summary has the total
 */
public record PageContent(
    BatchSummary summary, List<GalleryImage> gallery, List<ReportRow> failures) {

  public PageContent {
    gallery = List.copyOf(gallery);
    failures = List.copyOf(failures);
  }
}
