package io.camstream.report.tables;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a CSV file (RFC 4180, UTF-8, line feeds) that is safe against formula injection.
 *
 * <p>A spreadsheet evaluates a cell that begins with {@code = + - @} (full width too), a tab or a
 * line break as a formula, and file names, class names and messages are untrusted. So a
 * <em>text</em> cell that begins with one of these characters, or with an apostrophe, is prefixed
 * with one apostrophe; removing one leading apostrophe restores the text. Numbers and booleans are
 * written unchanged, {@code -0.5} included. A missing value, NaN and infinities are empty cells.
 * NUL, at which CSV readers stop, becomes U+FFFD.
 */
final class CsvTable implements Closeable {

  private static final String FORMULA_STARTS = "=+-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final CSVPrinter printer;

  CsvTable(OutputStream out, List<String> header) throws IOException {
    this.printer =
        new CSVPrinter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
    write(header);
  }

  /** Writes one row of strings, numbers, booleans and nulls. */
  void write(List<?> cells) throws IOException {
    for (Object cell : cells) {
      printer.print(safe(cell));
    }
    printer.println();
  }

  private static Object safe(Object cell) {
    if (cell instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    if (cell == null || cell instanceof Number || cell instanceof Boolean) {
      return cell;
    }
    String text = cell.toString().replace('\0', '\uFFFD');
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }
}
