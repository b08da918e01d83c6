package io.camstream.engine.image;

/**
 * A decoded image that gives its rows as RGB levels, in their order. Some decode the later rows
 * only when they are asked for, and then fail with a runtime exception where the file is broken.
 */
interface DecodedRows {

  int width();

  int height();

  /**
   * Converts a row.
   *
   * @param rgb where its {@code 3 * width} bytes go
   * @param at offset of the first
   */
  void convert(int y, byte[] rgb, int at);

  /** All rows as an image. */
  default RgbImage toImage() {
    byte[] pixels = new byte[3 * width() * height()];
    for (int y = 0; y < height(); y++) {
      convert(y, pixels, 3 * width() * y);
    }
    return new RgbImage(width(), height(), pixels);
  }
}
