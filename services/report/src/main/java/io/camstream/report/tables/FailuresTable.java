package io.camstream.report.tables;

import io.camstream.report.topology.ImageFacts;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ReportRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code failures.csv}: one row for each failed image. Cells are escaped as {@link CsvTable}
 * describes.
 */
public final class FailuresTable implements Closeable {

  private static final List<Column<ReportRow>> COLUMNS =
      List.of(
          new Column<>("image", row -> reference(row).getBucket() + "/" + reference(row).getKey()),
          new Column<>("name", row -> ImageFacts.name(reference(row))),
          new Column<>("label", row -> ImageFacts.label(reference(row)).orElse(null)),
          new Column<>("stage", row -> failure(row).getStage().name()),
          new Column<>("code", row -> failure(row).getCode()),
          new Column<>("message", row -> failure(row).getMessage()),
          new Column<>("attempts", row -> failure(row).getAttempts()),
          new Column<>("retriable", row -> failure(row).getRetriable()),
          new Column<>("failed_at", row -> failure(row).getFailedAt()),
          new Column<>("worker", row -> failure(row).getWorker()),
          new Column<>("image_bytes", row -> reference(row).getSize()),
          new Column<>("etag", row -> reference(row).getEtag()),
          new Column<>("version_id", row -> reference(row).getVersionId()));

  private final CsvTable table;

  /** Writes the header. */
  public FailuresTable(OutputStream out) throws IOException {
    this.table = new CsvTable(out, COLUMNS.stream().map(Column::name).toList());
  }

  /** Writes a failed row. */
  public void write(ReportRow row) throws IOException {
    table.write(COLUMNS.stream().map(column -> column.value().apply(row)).toList());
  }

  private static ImageReference reference(ReportRow row) {
    return row.getReference();
  }

  private static Failure failure(ReportRow row) {
    return row.getFailure();
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
