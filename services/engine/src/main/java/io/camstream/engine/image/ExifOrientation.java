package io.camstream.engine.image;

import java.io.IOException;

/**
 * The orientation tag of EXIF 2.3 (4.6.4): how to turn the stored pixels so that the image is
 * upright.
 *
 * @param tag 1 (upright as stored) to 8
 */
record ExifOrientation(int tag) {

  private static final int ORIENTATION = 274;
  private static final int MAX_ENTRIES = 1000;

  /**
   * The tag of EXIF data: a TIFF directory, perhaps behind JPEG's "Exif" and two zeros. Without
   * one, or with a nonsensical one, the image is upright as stored.
   */
  static int tag(FileBytes exif) {
    try {
      FileBytes tiff = exif.has(0, "Exif\0\0") ? exif.part(6, exif.length() - 6L) : exif;
      return tag(TiffDirectory.first(tiff, MAX_ENTRIES));
    } catch (IOException e) {
      return 1;
    }
  }

  /** The tag of a TIFF directory. */
  static int tag(TiffDirectory directory) throws IOException {
    long value = directory.number(ORIENTATION, 1);
    return value >= 1 && value <= 8 ? (int) value : 1;
  }

  RgbImage apply(RgbImage image) {
    if (tag == 1) {
      return image;
    }
    boolean transposed = tag >= 5;
    int width = transposed ? image.height() : image.width();
    int height = transposed ? image.width() : image.height();
    byte[] pixels = new byte[image.pixels().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int source = source(image, x, y);
        System.arraycopy(image.pixels(), source, pixels, 3 * (y * width + x), 3);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  /** Offset of the stored pixel that is shown in column x of row y. */
  private int source(RgbImage image, int x, int y) {
    int lastX = image.width() - 1;
    int lastY = image.height() - 1;
    int column =
        switch (tag) {
          case 2, 3 -> lastX - x;
          case 5, 6 -> y;
          case 7, 8 -> lastX - y;
          default -> x;
        };
    int row =
        switch (tag) {
          case 3, 4 -> lastY - y;
          case 5, 8 -> x;
          case 6, 7 -> lastY - x;
          default -> y;
        };
    return 3 * (row * image.width() + column);
  }
}
