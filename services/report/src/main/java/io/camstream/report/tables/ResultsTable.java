package io.camstream.report.tables;

import io.camstream.schemas.ReportRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code results.csv}: one row for each explained image, written as the rows come, so that memory
 * does not grow with the batch. Cells are made safe for spreadsheets as {@link CsvTable} says.
 */
public final class ResultsTable implements Closeable {

  private final List<Column<ResultsRow>> columns;
  private final CsvTable table;

  /**
   * Writes the header.
   *
   * @param columns found by adding all rows of the batch to it; closed with this table
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
