package io.camstream.engine.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A decoded image to 8-bit RGB as PIL's {@code convert("RGB")} does it. Works on stored samples:
 * {@link BufferedImage#getRGB} would apply gamma to grey and blend by colour profiles.
 */
final class PilConversion {

  private PilConversion() {}

  static RgbImage toRgb(BufferedImage image) {
    byte[] pixels = new byte[3 * image.getWidth() * image.getHeight()];
    ColorModel colors = image.getColorModel();
    if (colors instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, pixels);
    } else if (!(colors instanceof ComponentColorModel)) {
      fromPacked(image, pixels);
    } else if (colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      fromCmyk(image.getRaster(), pixels);
    } else {
      fromSamples(image.getRaster(), pixels);
    }
    return new RgbImage(image.getWidth(), image.getHeight(), pixels);
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, byte[] pixels) {
    int width = raster.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        // An index beyond the palette is black, as in PIL.
        int rgb = row[x] < palette.getMapSize() ? palette.getRGB(row[x]) : 0;
        put(rgb, pixels, 3 * (y * width + x));
      }
    }
  }

  /** Colours packed into an int or short, always sRGB: getRGB only unpacks them. */
  private static void fromPacked(BufferedImage image, byte[] pixels) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        put(row[x], pixels, 3 * (y * width + x));
      }
    }
  }

  private static void put(int rgb, byte[] pixels, int at) {
    pixels[at] = (byte) (rgb >> 16);
    pixels[at + 1] = (byte) (rgb >> 8);
    pixels[at + 2] = (byte) rgb;
  }

  private static void fromCmyk(Raster raster, byte[] pixels) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int[] row = new int[bands * width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        Cmyk.toRgb(row, bands * x, pixels, 3 * (y * width + x));
      }
    }
  }

  private static void fromSamples(Raster raster, byte[] pixels) {
    int type = raster.getTransferType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      // PIL clips floats to 0..255, ImageIO's TIFF reader to 0..1: nothing is left to convert.
      throw new IllegalArgumentException(
          "floating-point pixels are not supported; save the image with 8 or 16 bits");
    }
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    boolean color = bands >= 3;
    // PIL keeps the high byte of 16-bit colour, and of grey with alpha, but clips 16-bit grey.
    int shift = type == DataBuffer.TYPE_BYTE || bands == 1 ? 0 : 8;
    int[] row = new int[bands * width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        for (int c = 0; c < 3; c++) {
          int sample = row[bands * x + (color ? c : 0)] >> shift;
          pixels[at + c] = (byte) Math.max(0, Math.min(255, sample));
        }
      }
    }
  }
}
