package io.camstream.engine.figure;

import io.camstream.engine.png.PngEncoder.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lays a grid of panels out and draws it. */
final class PanelGridPainter {

  private static final int MARGIN = 24;
  private static final int GAP = 16;
  private static final int HEADER = 58;
  private static final int ROW_LABEL = 22;
  private static final int TITLE_LINE = 18;
  private static final int CAPTION_LINE = 15;
  private static final int NOTE_LINE = 15;
  private static final int MIN_CELL = 140;
  private static final int MIN_CELL_HEIGHT = 64;
  private static final int MIN_CONTENT = 420;
  private static final int COLOR_BAR = 10;
  private static final int COLOR_BAR_SPACE = 40;

  private final PanelGrid grid;
  private final Typefaces typefaces;
  private final int cellWidth;
  private final int cellHeight;
  private final int panelsRight;
  private final int contentWidth;
  private final List<String> notes;

  PanelGridPainter(PanelGrid grid, Typefaces typefaces) {
    this.grid = grid;
    this.typefaces = typefaces;
    Panel first = grid.rows().get(0).panels().get(0);
    this.cellWidth = Math.max(MIN_CELL, first.picture().width());
    this.cellHeight = Math.max(MIN_CELL_HEIGHT, first.picture().height());
    int columns =
        grid.rows().stream().map(row -> row.panels().size()).max(Comparator.naturalOrder()).get();
    this.panelsRight = MARGIN + columns * cellWidth + (columns - 1) * GAP;
    this.contentWidth = Math.max(MIN_CONTENT, panelsRight - MARGIN + COLOR_BAR_SPACE);
    this.notes = wrapped(grid.notes());
  }

  /** Draws in the buffers. */
  Sheet paint(DrawingBuffers buffers) {
    int width = contentWidth + 2 * MARGIN;
    int rows = grid.rows().stream().mapToInt(this::height).sum() + GAP * (grid.rows().size() - 1);
    int footer = notes.isEmpty() ? 0 : GAP + NOTE_LINE * notes.size();
    int height = MARGIN + HEADER + rows + footer + MARGIN;
    Canvas canvas = new Canvas(width, height, typefaces, buffers.sheet(3 * width * height));
    header(canvas);
    int top = MARGIN + HEADER;
    List<Sheet.Strip> strips = new ArrayList<>();
    for (PanelGrid.Row row : grid.rows()) {
      List<Sheet.Placed> recurring = row(canvas, row, top);
      if (!recurring.isEmpty()) {
        strips.add(new Sheet.Strip(top + height(row) - cellHeight, recurring));
      }
      top += height(row) + GAP;
    }
    colorBar(canvas, MARGIN + HEADER + height(grid.rows().get(0)) - cellHeight);
    for (int i = 0; i < notes.size(); i++) {
      canvas.text(notes.get(i), MARGIN, top + 11 + i * NOTE_LINE, TextStyle.SMALL);
    }
    return canvas.sheet(strips);
  }

  private List<String> wrapped(List<String> sentences) {
    List<String> lines = new ArrayList<>();
    for (String sentence : sentences) {
      lines.addAll(typefaces.wrap(sentence, TextStyle.SMALL, contentWidth));
    }
    return lines;
  }

  private void header(Canvas canvas) {
    double valueWidth = typefaces.width(grid.headlineValue(), TextStyle.HEADLINE_VALUE);
    String headline =
        typefaces.fit(grid.headline(), TextStyle.HEADLINE, contentWidth - valueWidth - 10);
    canvas.text(headline, MARGIN, MARGIN + 15, TextStyle.HEADLINE);
    canvas.text(
        grid.headlineValue(),
        MARGIN + typefaces.width(headline, TextStyle.HEADLINE) + 10,
        MARGIN + 15,
        TextStyle.HEADLINE_VALUE);
    canvas.text(
        typefaces.fit(grid.subtitle(), TextStyle.SMALL, contentWidth),
        MARGIN,
        MARGIN + 35,
        TextStyle.SMALL);
  }

  private int height(PanelGrid.Row row) {
    return (row.label().isPresent() ? ROW_LABEL : 0)
        + TITLE_LINE
        + (hasCaptions(row) ? CAPTION_LINE : 0)
        + cellHeight;
  }

  private static boolean hasCaptions(PanelGrid.Row row) {
    return row.panels().stream().anyMatch(panel -> panel.caption().isPresent());
  }

  /** Draws a row; gives what other figures show too. */
  private List<Sheet.Placed> row(Canvas canvas, PanelGrid.Row row, int top) {
    int y = top;
    if (row.label().isPresent()) {
      String label = typefaces.fit(row.label().get(), TextStyle.SMALL, contentWidth);
      canvas.text(label, MARGIN, y + 10, TextStyle.SMALL);
      y += ROW_LABEL;
    }
    int x = MARGIN;
    List<Sheet.Placed> recurring = new ArrayList<>();
    for (Panel panel : row.panels()) {
      panel(canvas, panel, x, y, hasCaptions(row) ? CAPTION_LINE : 0);
      if (panel.recurring() && panel.remark().isEmpty()) {
        recurring.add(new Sheet.Placed(panel.picture(), x));
      }
      x += cellWidth + GAP;
    }
    return recurring;
  }

  private void panel(Canvas canvas, Panel panel, int x, int top, int captionSpace) {
    String mark = panel.fragile() ? "  " + Panel.FRAGILE_MARK : "";
    double room = cellWidth - typefaces.width(mark, TextStyle.TITLE);
    String title = typefaces.fit(panel.title(), TextStyle.TITLE, room) + mark;
    canvas.text(title, x, top + 11, TextStyle.TITLE);
    panel
        .caption()
        .map(caption -> typefaces.fit(caption, TextStyle.SMALL, cellWidth))
        .ifPresent(caption -> canvas.text(caption, x, top + TITLE_LINE + 8, TextStyle.SMALL));
    int pictureTop = top + TITLE_LINE + captionSpace;
    canvas.image(panel.picture(), x, pictureTop);
    remark(canvas, panel, x, pictureTop);
  }

  private void remark(Canvas canvas, Panel panel, int x, int pictureTop) {
    if (panel.remark().isEmpty()) {
      return;
    }
    int width = panel.picture().width();
    canvas.fill(x, pictureTop, width, panel.picture().height(), Palette.VEIL);
    List<String> lines = new ArrayList<>();
    for (String sentence : panel.remark()) {
      lines.addAll(typefaces.wrap(sentence, TextStyle.BODY, Math.max(MIN_CELL, width) - 12));
    }
    double baseline = pictureTop + cellHeight / 2.0 - 9 * (lines.size() - 1) + 5;
    for (String line : lines) {
      canvas.textCentredAt(line, x + Math.max(MIN_CELL, width) / 2.0, baseline, TextStyle.BODY);
      baseline += 18;
    }
  }

  private void colorBar(Canvas canvas, int top) {
    int x = panelsRight + GAP;
    for (int i = 0; i < cellHeight; i++) {
      int level = 255 - Math.round(255f * i / Math.max(1, cellHeight - 1));
      canvas.row(x, top + i, COLOR_BAR, grid.colors().color(level));
    }
    canvas.text("1", x + COLOR_BAR + 5, top + 8, TextStyle.SMALL);
    canvas.text("0", x + COLOR_BAR + 5, top + cellHeight, TextStyle.SMALL);
  }
}
