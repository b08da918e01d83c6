package io.camstream.cli.explain;

import io.camstream.cli.terminal.Table;
import io.camstream.cli.terminal.Terminal;
import io.camstream.engine.figure.MetricTable;
import io.camstream.engine.quality.EvaluationReport;
import io.camstream.engine.quality.EvaluationTable;
import java.util.ArrayList;
import java.util.List;

/** Prints an evaluation: the table, split into parts if it is too wide, and the findings. */
public final class EvaluationView {

  private static final int GAP = 3;

  private final Terminal terminal;

  public EvaluationView(Terminal terminal) {
    this.terminal = terminal;
  }

  public void print(EvaluationReport report) {
    MetricTable table = EvaluationTable.of(report);
    for (List<Integer> columns : parts(table)) {
      terminal.blank();
      print(table, columns);
    }
    terminal.blank();
    table.notes().forEach(note -> terminal.line("  " + note));
  }

  private void print(MetricTable table, List<Integer> columns) {
    List<String> heads = new ArrayList<>(List.of("method"));
    columns.forEach(column -> heads.add(plain(table.columns().get(column).title())));
    Table part = new Table(heads.toArray(String[]::new));
    for (MetricTable.Row row : table.rows()) {
      List<String> cells = new ArrayList<>(List.of(title(row)));
      columns.forEach(column -> cells.add(plain(row.texts().get(column))));
      part.row(cells.toArray(String[]::new));
    }
    part.print(terminal);
  }

  /** Number of columns that fit side by side, at least one. */
  private List<List<Integer>> parts(MetricTable table) {
    int names = table.rows().stream().mapToInt(row -> title(row).length()).max().orElse(0) + GAP;
    List<List<Integer>> parts = new ArrayList<>();
    int used = Integer.MAX_VALUE / 2;
    for (int column = 0; column < table.columns().size(); column++) {
      int width = width(table, column) + GAP;
      if (used + width > terminal.columns()) {
        parts.add(new ArrayList<>());
        used = names;
      }
      parts.get(parts.size() - 1).add(column);
      used += width;
    }
    return parts;
  }

  private static int width(MetricTable table, int column) {
    int width = table.columns().get(column).title().length();
    for (MetricTable.Row row : table.rows()) {
      width = Math.max(width, row.texts().get(column).length());
    }
    return width;
  }

  private static String title(MetricTable.Row row) {
    return row.detail().isEmpty() ? row.title() : row.title() + " " + row.detail();
  }

  /** Replaces signs that an ASCII terminal does not show. */
  private String plain(String text) {
    return terminal.unicode()
        ? text
        : text.replace(" ↑", "").replace(" ↓", "").replace('−', '-').replace('–', '-');
  }
}
