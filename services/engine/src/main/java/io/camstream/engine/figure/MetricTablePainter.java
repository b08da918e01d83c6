package io.camstream.engine.figure;

import io.camstream.engine.figure.MetricTable.Column;
import io.camstream.engine.figure.MetricTable.Direction;
import io.camstream.engine.figure.MetricTable.Row;
import io.camstream.engine.png.PngEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Draws a table of measures as PNG: a bar and a number in each cell, the best in colour. */
public final class MetricTablePainter {

  private static final int MARGIN = 24;
  private static final int HEADER = 58;
  private static final int COLUMN_HEADS = 40;
  private static final int ROW = 30;
  private static final int NAMES = 175;
  private static final int NAMES_WITH_DETAIL = 250;
  private static final int WIDEST_NAMES = 520;
  private static final int NAMES_GAP = 16;
  private static final int CELL = 124;
  private static final int BAR = 60;
  private static final int BAR_HEIGHT = 10;
  private static final int NOTE_LINE = 15;

  private static final TextStyle COLUMN_HEAD = new TextStyle(12, true, Palette.INK);

  private final MetricTable table;
  private final Typefaces typefaces;
  private final int names;
  private final int width;
  private final List<String> notes = new ArrayList<>();

  public MetricTablePainter(MetricTable table) {
    this.table = table;
    this.typefaces = Typefaces.load();
    boolean detailed = table.rows().stream().anyMatch(row -> !row.detail().isEmpty());
    this.names = namesWidth(detailed ? NAMES_WITH_DETAIL : NAMES);
    this.width = 2 * MARGIN + names + CELL * table.columns().size();
    for (String note : table.notes()) {
      notes.addAll(typefaces.wrap(DisplayText.clean(note), TextStyle.SMALL, width - 2.0 * MARGIN));
    }
  }

  /** Room for the longest title, within limits. */
  private int namesWidth(int least) {
    double longest =
        table.rows().stream()
            .mapToDouble(row -> typefaces.width(DisplayText.clean(row.title()), TextStyle.BODY))
            .max()
            .orElse(0);
    return (int) Math.min(WIDEST_NAMES, Math.max(least, Math.ceil(longest) + NAMES_GAP));
  }

  /** The picture. */
  public byte[] paint() {
    int top = MARGIN + HEADER + COLUMN_HEADS;
    int bottom = top + ROW * table.rows().size();
    int height = bottom + 20 + NOTE_LINE * notes.size() + MARGIN;
    Canvas canvas = new Canvas(width, height, typefaces);
    header(canvas);
    for (int column = 0; column < table.columns().size(); column++) {
      columnHead(canvas, table.columns().get(column), left(column));
    }
    canvas.line(MARGIN, top - 4.5, width - MARGIN, top - 4.5, 1, Palette.MUTED);
    for (int row = 0; row < table.rows().size(); row++) {
      row(canvas, table.rows().get(row), top + row * ROW);
    }
    for (int i = 0; i < notes.size(); i++) {
      canvas.text(notes.get(i), MARGIN, bottom + 24.0 + i * NOTE_LINE, TextStyle.SMALL);
    }
    return new PngEncoder().encode(canvas.image());
  }

  private int left(int column) {
    return MARGIN + names + column * CELL;
  }

  private void header(Canvas canvas) {
    double room = width - 2.0 * MARGIN;
    String headline = DisplayText.clean(table.headline());
    String subtitle = DisplayText.clean(table.subtitle());
    canvas.text(
        typefaces.fit(headline, TextStyle.HEADLINE, room), MARGIN, MARGIN + 15, TextStyle.HEADLINE);
    canvas.text(
        typefaces.fit(subtitle, TextStyle.SMALL, room), MARGIN, MARGIN + 35, TextStyle.SMALL);
  }

  private void columnHead(Canvas canvas, Column column, int left) {
    List<String> lines =
        typefaces.wrap(DisplayText.clean(column.title()), COLUMN_HEAD, CELL - 12.0);
    double baseline = MARGIN + HEADER + 12 + (lines.size() == 1 ? 8 : 0);
    for (String line : lines.subList(0, Math.min(2, lines.size()))) {
      canvas.text(line, left, baseline, COLUMN_HEAD);
      baseline += 16;
    }
  }

  private void row(Canvas canvas, Row row, int top) {
    boolean detailed = !row.detail().isEmpty();
    canvas.text(
        typefaces.fit(DisplayText.clean(row.title()), TextStyle.BODY, names - NAMES_GAP),
        MARGIN,
        top + (detailed ? 12 : 18),
        TextStyle.BODY);
    if (detailed) {
      canvas.text(
          typefaces.fit(DisplayText.clean(row.detail()), TextStyle.SMALL, names - NAMES_GAP),
          MARGIN,
          top + 24,
          TextStyle.SMALL);
    }
    for (int column = 0; column < table.columns().size(); column++) {
      cell(canvas, row, column, top);
    }
    canvas.line(MARGIN, top + ROW - 2.5, width - MARGIN, top + ROW - 2.5, 1, Palette.HAIRLINE);
  }

  private void cell(Canvas canvas, Row row, int column, int top) {
    OptionalDouble value = row.values().get(column);
    boolean best = value.isPresent() && isBest(value.getAsDouble(), column);
    TextStyle style = best ? TextStyle.TITLE : TextStyle.BODY;
    double full = table.columns().get(column).full();
    double text = left(column);
    if (full > 0) {
      double share = Math.max(0, Math.min(1, value.orElse(0) / full));
      double y = top + (ROW - BAR_HEIGHT) / 2.0 - 2;
      canvas.fill(left(column), y, BAR, BAR_HEIGHT, Palette.TRACK);
      canvas.fill(
          left(column), y, BAR * share, BAR_HEIGHT, best ? Palette.ACCENT : Palette.QUIET_BAR);
      text += BAR + 6;
    }
    canvas.text(row.texts().get(column), text, top + 18, style);
  }

  /** Among the best of its column; in a column where all are the same, none is. */
  private boolean isBest(double value, int column) {
    Direction direction = table.columns().get(column).direction();
    if (direction == Direction.NONE) {
      return false;
    }
    double best = value;
    double worst = value;
    for (Row row : table.rows()) {
      double other = row.values().get(column).orElse(value);
      boolean better = direction == Direction.HIGHER ? other > best : other < best;
      boolean worse = direction == Direction.HIGHER ? other < worst : other > worst;
      best = better ? other : best;
      worst = worse ? other : worst;
    }
    return Math.abs(value - best) < 5e-4 && Math.abs(worst - best) >= 5e-4;
  }
}
