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

/** A white sheet to draw on, in pixels from the top left corner. For one thread. */
final class Canvas {

  private final BufferedImage sheet;
  private final Graphics2D graphics;
  private final Typefaces typefaces;

  Canvas(int width, int height, Typefaces typefaces) {
    this.sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.typefaces = typefaces;
    this.graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  /** A sheet that starts as an image. */
  static Canvas over(RgbImage image, Typefaces typefaces) {
    Canvas canvas = new Canvas(image.width(), image.height(), typefaces);
    canvas.image(image, 0, 0);
    return canvas;
  }

  /** Puts an image with its top left corner at a point; it must fit. */
  void image(RgbImage image, int x, int y) {
    Pixels.copy(image, sheet, x, y);
  }

  void fill(Shape shape, Color color) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  void fill(double x, double y, double width, double height, Color color) {
    fill(new Rectangle2D.Double(x, y, width, height), color);
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

  byte[] png() {
    graphics.dispose();
    return PngWriter.encodeFigure(sheet);
  }
}
