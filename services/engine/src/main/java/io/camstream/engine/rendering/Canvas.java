package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** A white sheet to draw on, in pixels from the top left corner. For one thread. */
final class Canvas {

  private static final int WHITE = 0xffffff;

  private final BufferedImage sheet;
  private final int[] pixels;
  private final Graphics2D graphics;
  private final Typefaces typefaces;

  Canvas(int width, int height, Typefaces typefaces) {
    this.sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.pixels = ((DataBufferInt) sheet.getRaster().getDataBuffer()).getData();
    this.typefaces = typefaces;
    this.graphics = graphics(sheet);
    Arrays.fill(pixels, WHITE);
  }

  private static Graphics2D graphics(BufferedImage sheet) {
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  /** A sheet that starts as an image. */
  static Canvas over(RgbImage image, Typefaces typefaces) {
    Canvas canvas = new Canvas(image.width(), image.height(), typefaces);
    canvas.image(image, 0, 0);
    return canvas;
  }

  /** Puts an image with its top left corner at a point; it must fit. */
  void image(RgbImage image, int left, int top) {
    byte[] source = image.pixels();
    int from = 0;
    for (int y = 0; y < image.height(); y++) {
      int to = (top + y) * sheet.getWidth() + left;
      for (int x = 0; x < image.width(); x++, from += 3) {
        pixels[to + x] =
            (source[from] & 0xff) << 16 | (source[from + 1] & 0xff) << 8 | source[from + 2] & 0xff;
      }
    }
  }

  void fill(Shape shape, Color color) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  void fill(double x, double y, double width, double height, Color color) {
    fill(new Rectangle2D.Double(x, y, width, height), color);
  }

  /** Fills a part of one row of pixels with an opaque colour 0xRRGGBB; it must fit. */
  void row(int x, int y, int width, int color) {
    int from = y * sheet.getWidth() + x;
    Arrays.fill(pixels, from, from + width, color);
  }

  void line(double x1, double y1, double x2, double y2, double width, Color color) {
    graphics.setStroke(new BasicStroke((float) width));
    graphics.setColor(color);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  void frame(double x, double y, double width, double height, Color color) {
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(color);
    graphics.draw(new Rectangle2D.Double(x + 0.5, y + 0.5, width - 1, height - 1));
  }

  /** Text from a point of its baseline to the right. */
  void text(String text, double x, double baseline, TextStyle style) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(baseline);
    TextStrip strip = typefaces.strip(text, x - column, baseline - row, style);
    if (!copied(strip, column + strip.left(), row + strip.top())) {
      draw(graphics, text, x, baseline, style, typefaces);
    }
  }

  /** Copies a text drawn before, if there is nothing but white where it is to be. */
  private boolean copied(TextStrip strip, int left, int top) {
    boolean inside =
        left >= 0
            && top >= 0
            && left + strip.width() <= sheet.getWidth()
            && top + strip.height() <= sheet.getHeight();
    if (!inside) {
      return false;
    }
    for (int y = 0; y < strip.height(); y++) {
      int row = (top + y) * sheet.getWidth() + left;
      for (int x = row; x < row + strip.width(); x++) {
        if (pixels[x] != WHITE) {
          return false;
        }
      }
    }
    for (int y = 0; y < strip.height(); y++) {
      int row = (top + y) * sheet.getWidth() + left;
      System.arraycopy(strip.colors(), y * strip.width(), pixels, row, strip.width());
    }
    return true;
  }

  /** Draws text alone on white; {@code right} and {@code down} are parts of a pixel. */
  static TextStrip strip(
      String text, double right, double down, TextStyle style, Typefaces typefaces) {
    int margin = (int) Math.ceil(style.size());
    int width = (int) Math.ceil(typefaces.width(text, style)) + 2 * margin + 1;
    int baseline = 2 * margin;
    Canvas canvas = new Canvas(width, 3 * margin, typefaces);
    draw(canvas.graphics, text, margin + right, baseline + down, style, typefaces);
    canvas.graphics.dispose();
    return TextStrip.trimmed(canvas.pixels, width, WHITE, margin, baseline);
  }

  private static void draw(
      Graphics2D graphics,
      String text,
      double x,
      double baseline,
      TextStyle style,
      Typefaces typefaces) {
    graphics.setColor(style.color());
    typefaces.of(style).draw(graphics, text, x, baseline, style.size());
  }

  /** Text that ends at a point of its baseline. */
  void textEndingAt(String text, double x, double baseline, TextStyle style) {
    text(text, x - typefaces.width(text, style), baseline, style);
  }

  void textCentredAt(String text, double x, double baseline, TextStyle style) {
    text(text, x - typefaces.width(text, style) / 2, baseline, style);
  }

  /** As PNG; for a sheet on which there are photographs. */
  byte[] png() {
    graphics.dispose();
    return PngWriter.encodeFigure(sheet.getWidth(), sheet.getHeight(), pixels);
  }

  /** As PNG; for a sheet of lines and text. */
  byte[] pngOfDrawing() {
    graphics.dispose();
    return PngWriter.encodeDrawing(sheet.getWidth(), sheet.getHeight(), pixels);
  }
}
