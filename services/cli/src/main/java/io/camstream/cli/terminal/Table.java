package io.camstream.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A small table: the first column is aligned left, the others, which are numbers, right. */
public final class Table {
  private static final int LONGEST_NAME = 40;

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row with one cell for each head. */
  public void row(String... cells) {
    List<String> row = new ArrayList<>(List.of(cells));
    row.set(0, shortened(row.get(0)));
    rows.add(row);
  }

  /** Prints heads and rows. */
  public void print(Terminal terminal) {
    terminal.line(terminal.dim(line(heads)));
    rows.forEach(row -> terminal.line(line(row)));
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder("  ");
    for (int column = 0; column < cells.size(); column++) {
      String format = column == 0 ? "%-" + width(column) + "s" : "%" + (width(column) + 3) + "s";
      line.append(String.format(Locale.ROOT, format, cells.get(column)));
    }
    return line.toString();
  }

  private int width(int column) {
    int widest = heads.get(column).length();
    for (List<String> row : rows) {
      widest = Math.max(widest, row.get(column).length());
    }
    return widest;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
  }
}
