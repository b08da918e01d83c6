package io.camstream.report.tables;

import io.camstream.schemas.ReportRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code results.csv}: one row for each explained image, written as a stream, so that memory does
 * not grow with the batch. Cells are escaped as {@link CsvTable} describes.
 */
public final class ResultsTable implements Closeable {

  private final List<Column<ResultsRow>> columns;
  private final CsvTable table;

  /**
   * Writes the header.
   *
   * @param columns to which all rows of the batch were added; closed with this table
   */
  public ResultsTable(OutputStream out, ResultsColumns columns) throws IOException {
    this.columns = ResultsLayout.of(columns);
    this.table = new CsvTable(out, this.columns.stream().map(Column::name).toList());
  }

  /** Writes an explained row. */
  public void write(ReportRow row) throws IOException {
    ResultsRow image = ResultsRow.of(row);
    table.write(columns.stream().map(column -> column.value().apply(image)).toList());
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
