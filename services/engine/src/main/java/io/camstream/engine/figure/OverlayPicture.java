package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import io.camstream.engine.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A heat map over the image, pixel for pixel as large as the image and without decoration, so that
 * it can be laid over it elsewhere. Only what would otherwise mislead is written into it: the
 * reason why a map is empty, and the mark of a fragile one.
 */
final class OverlayPicture {

  private static final int MIN_SIDE_FOR_TEXT = 48;
  private static final double MIN_TEXT_SIZE = 9;
  private static final double TEXT_LINES_PER_SIDE = 20;
  private static final double LINE_HEIGHT = 1.4;

  private final HeatStyle style;
  private final Typefaces typefaces;

  OverlayPicture(HeatStyle style, Typefaces typefaces) {
    this.style = style;
    this.typefaces = typefaces;
  }

  byte[] paint(FigureSubject subject, FinalMap map) {
    RgbImage picture = new HeatPicture(subject.overlay(), style).of(map);
    List<String> reason = EmptyMap.reason(map);
    int side = Math.min(picture.width(), picture.height());
    if (reason.isEmpty() && !map.fragile() || side < MIN_SIDE_FOR_TEXT) {
      return subject.png().encode(picture);
    }
    TextStyle text =
        new TextStyle(Math.max(MIN_TEXT_SIZE, side / TEXT_LINES_PER_SIDE), false, Palette.INK);
    List<String> lines = new ArrayList<>();
    if (map.fragile()) {
      lines.add(Panel.FRAGILE_MARK);
    }
    if (!reason.isEmpty()) {
      double room = picture.width() - 2 * text.size();
      lines.addAll(typefaces.wrap(String.join(" ", reason), text, room));
    }
    Canvas canvas = Canvas.over(picture, typefaces);
    remark(canvas, picture, lines, text);
    return subject.png().encode(canvas.image());
  }

  /** Lines on a veil in the lower left corner. */
  private void remark(Canvas canvas, RgbImage picture, List<String> lines, TextStyle text) {
    double size = text.size();
    double height = (LINE_HEIGHT * lines.size() + 0.6) * size;
    double top = picture.height() - height;
    double width = lines.stream().mapToDouble(l -> typefaces.width(l, text)).max().orElse(0);
    canvas.fill(0, top, Math.min(picture.width(), width + 2 * size), height, Palette.VEIL);
    for (int i = 0; i < lines.size(); i++) {
      canvas.text(lines.get(i), size, top + (1.3 + LINE_HEIGHT * i) * size, text);
    }
  }
}
