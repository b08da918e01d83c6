package io.camstream.engine.rendering;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.cam.FinalMaps;
import io.camstream.engine.explanation.ImageExplanation;
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

  private final HeatStyle style;
  private final Typefaces typefaces;

  OverlayPicture(HeatStyle style, Typefaces typefaces) {
    this.style = style;
    this.typefaces = typefaces;
  }

  byte[] paint(FigureSubject subject, ActivationMap map) {
    ImageExplanation explanation = subject.explanation();
    HeatOverlay overlay = new HeatOverlay(subject.image(), explanation.view());
    RgbImage picture =
        map.empty()
            ? overlay.withoutHeat()
            : overlay.heat(
                FinalMaps.atInputSize(map, explanation.inputHeight(), explanation.inputWidth()),
                explanation.inputHeight(),
                explanation.inputWidth(),
                style.colors(),
                style.opacity());
    boolean plain = !map.empty() && !map.fragile();
    if (plain || Math.min(picture.width(), picture.height()) < MIN_SIDE_FOR_TEXT) {
      return PngWriter.encode(picture);
    }
    Canvas canvas = Canvas.over(picture, typefaces);
    remark(canvas, picture, map);
    return canvas.png();
  }

  private void remark(Canvas canvas, RgbImage picture, ActivationMap map) {
    double size = Math.max(9, Math.min(picture.width(), picture.height()) / 20.0);
    TextStyle text = new TextStyle(size, false, Palette.INK);
    List<String> lines = new ArrayList<>();
    if (map.fragile()) {
      lines.add(Panel.FRAGILE_MARK);
    }
    String reason = String.join(" ", EmptyMap.reason(map));
    if (!reason.isEmpty()) {
      lines.addAll(typefaces.wrap(reason, text, picture.width() - 2 * size));
    }
    double height = (1.4 * lines.size() + 0.6) * size;
    double top = picture.height() - height;
    double width = lines.stream().mapToDouble(l -> typefaces.width(l, text)).max().orElse(0);
    canvas.fill(0, top, Math.min(picture.width(), width + 2 * size), height, Palette.VEIL);
    for (int i = 0; i < lines.size(); i++) {
      canvas.text(lines.get(i), size, top + (1.3 + 1.4 * i) * size, text);
    }
  }
}
