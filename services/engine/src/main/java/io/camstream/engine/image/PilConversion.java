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
final class PilConversion implements DecodedRows {

  private interface Row {
    void convert(int y, byte[] rgb, int at);
  }

  private final BufferedImage image;
  private final Raster raster;
  private final int[] samples;
  private final Row row;

  private PilConversion(BufferedImage image) {
    this.image = image;
    this.raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    this.samples = new int[Math.max(1, raster.getNumBands()) * image.getWidth()];
    if (colors instanceof IndexColorModel palette) {
      row = (y, rgb, at) -> fromPalette(palette, y, rgb, at);
    } else if (!(colors instanceof ComponentColorModel)) {
      row = this::fromPacked;
    } else if (colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      row = this::fromCmyk;
    } else {
      row = fromSamples();
    }
  }

  /** For one thread. */
  static DecodedRows of(BufferedImage image) {
    return new PilConversion(image);
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public void convert(int y, byte[] rgb, int at) {
    row.convert(y, rgb, at);
  }

  private void read(int y) {
    raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
  }

  private void fromPalette(IndexColorModel palette, int y, byte[] rgb, int at) {
    read(y);
    for (int x = 0; x < width(); x++) {
      // An index beyond the palette is black, as in PIL.
      put(samples[x] < palette.getMapSize() ? palette.getRGB(samples[x]) : 0, rgb, at + 3 * x);
    }
  }

  /** Colours packed into an int or short, always sRGB: getRGB only unpacks them. */
  private void fromPacked(int y, byte[] rgb, int at) {
    image.getRGB(0, y, width(), 1, samples, 0, width());
    for (int x = 0; x < width(); x++) {
      put(samples[x], rgb, at + 3 * x);
    }
  }

  private static void put(int color, byte[] rgb, int at) {
    rgb[at] = (byte) (color >> 16);
    rgb[at + 1] = (byte) (color >> 8);
    rgb[at + 2] = (byte) color;
  }

  private void fromCmyk(int y, byte[] rgb, int at) {
    int bands = raster.getNumBands();
    read(y);
    for (int x = 0; x < width(); x++) {
      Cmyk.toRgb(samples, bands * x, rgb, at + 3 * x);
    }
  }

  private Row fromSamples() {
    int type = raster.getTransferType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      // PIL clips floats to 0..255, ImageIO's TIFF reader to 0..1: nothing is left to convert.
      throw new IllegalArgumentException(
          "floating-point pixels are not supported; save the image with 8 or 16 bits");
    }
    int bands = raster.getNumBands();
    boolean color = bands >= 3;
    // PIL keeps the high byte of 16-bit colour, and of grey with alpha, but clips 16-bit grey.
    int shift = type == DataBuffer.TYPE_BYTE || bands == 1 ? 0 : 8;
    return (y, rgb, at) -> {
      read(y);
      for (int x = 0; x < width(); x++) {
        for (int c = 0; c < 3; c++) {
          int sample = samples[bands * x + (color ? c : 0)] >> shift;
          rgb[at + 3 * x + c] = (byte) Math.max(0, Math.min(255, sample));
        }
      }
    };
  }
}
