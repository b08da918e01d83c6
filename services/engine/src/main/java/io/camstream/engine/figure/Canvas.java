package io.camstream.engine.figure;

import io.camstream.engine.image.RgbImage;
import io.camstream.engine.png.PngEncoder.Sheet;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;

/**
 * A white sheet to draw on, in pixels from the top left corner. For one thread.
 *
 * <p>Its bytes are red, green and blue, as images and PNG have them, so that photographs are copied
 * as they are. Java2D draws fast only on sheets of blue, green and red; it does the same to each of
 * them, and so is given colours with red and blue exchanged.
 */
final class Canvas {

  private static final byte WHITE = (byte) 0xff;

  /** Where blue, green and red of a pixel lie, as Java2D has them. */
  private static final int[] OFFSETS = {2, 1, 0};

  private static final ColorModel COLORS =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private final int width;
  private final int height;
  private final byte[] pixels;
  private final Graphics2D graphics;
  private final Typefaces typefaces;

  Canvas(int width, int height, Typefaces typefaces) {
    this(width, height, typefaces, new byte[3 * width * height]);
  }

  /**
   * A sheet that uses a given array.
   *
   * @param pixels {@code 3 * width * height} bytes or more, of any value
   */
  Canvas(int width, int height, Typefaces typefaces, byte[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
    this.typefaces = typefaces;
    this.graphics = graphics(pixels, width, height);
    Arrays.fill(pixels, 0, 3 * width * height, WHITE);
  }

  /** Of this layout Java2D makes a {@link BufferedImage#TYPE_3BYTE_BGR}. */
  private static Graphics2D graphics(byte[] pixels, int width, int height) {
    DataBuffer data = new DataBufferByte(pixels, 3 * width * height);
    WritableRaster raster =
        Raster.createInterleavedRaster(data, width, height, 3 * width, 3, OFFSETS, null);
    Graphics2D graphics = new BufferedImage(COLORS, raster, false, null).createGraphics();
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
    int stride = 3 * image.width();
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(image.pixels(), y * stride, pixels, at(left, top + y), stride);
    }
  }

  /** Where a pixel's bytes begin. */
  private int at(int x, int y) {
    return 3 * (y * width + x);
  }

  private static void setColor(Graphics2D graphics, Color color) {
    graphics.setColor(
        new Color(color.getBlue(), color.getGreen(), color.getRed(), color.getAlpha()));
  }

  void fill(Shape shape, Color color) {
    setColor(graphics, color);
    graphics.fill(shape);
  }

  void fill(double x, double y, double width, double height, Color color) {
    fill(new Rectangle2D.Double(x, y, width, height), color);
  }

  /** Fills a part of one row of pixels with an opaque colour 0xRRGGBB; it must fit. */
  void row(int x, int y, int width, int color) {
    for (int at = at(x, y); at < at(x + width, y); at += 3) {
      pixels[at] = (byte) (color >> 16);
      pixels[at + 1] = (byte) (color >> 8);
      pixels[at + 2] = (byte) color;
    }
  }

  void line(double x1, double y1, double x2, double y2, double width, Color color) {
    graphics.setStroke(new BasicStroke((float) width));
    setColor(graphics, color);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  void frame(double x, double y, double width, double height, Color color) {
    graphics.setStroke(new BasicStroke(1));
    setColor(graphics, color);
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
        left >= 0 && top >= 0 && left + strip.width() <= width && top + strip.height() <= height;
    if (!inside || !white(strip.width(), strip.height(), left, top)) {
      return false;
    }
    int stride = 3 * strip.width();
    for (int y = 0; y < strip.height(); y++) {
      System.arraycopy(strip.pixels(), y * stride, pixels, at(left, top + y), stride);
    }
    return true;
  }

  private boolean white(int partWidth, int partHeight, int left, int top) {
    for (int y = top; y < top + partHeight; y++) {
      for (int i = at(left, y); i < at(left + partWidth, y); i++) {
        if (pixels[i] != WHITE) {
          return false;
        }
      }
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
    return TextStrip.trimmed(canvas.image(), margin, baseline);
  }

  private static void draw(
      Graphics2D graphics,
      String text,
      double x,
      double baseline,
      TextStyle style,
      Typefaces typefaces) {
    setColor(graphics, style.color());
    typefaces.of(style).draw(graphics, text, x, baseline, style.size());
  }

  /** Text that ends at a point of its baseline. */
  void textEndingAt(String text, double x, double baseline, TextStyle style) {
    text(text, x - typefaces.width(text, style), baseline, style);
  }

  void textCentredAt(String text, double x, double baseline, TextStyle style) {
    text(text, x - typefaces.width(text, style) / 2, baseline, style);
  }

  /** What was drawn, on an array of its own; nothing can be drawn afterwards. */
  RgbImage image() {
    graphics.dispose();
    return new RgbImage(width, height, pixels);
  }

  /** What was drawn; nothing can be drawn afterwards. */
  Sheet sheet(List<Sheet.Strip> strips) {
    graphics.dispose();
    return new Sheet(pixels, width, height, strips);
  }
}
