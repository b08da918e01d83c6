package io.camstream.engine.png;

import io.camstream.engine.image.RgbImage;

/** Rows of an image, each as PNG filters it. For one thread. */
final class FilteredRows {

  private static final byte FILTER_SUB = 1;
  private static final byte FILTER_UP = 2;

  private final byte[] pixels;
  private final int height;
  private final int stride;
  private final byte[] filtered;
  private byte[] row;
  private byte[] above;
  private int aboveY = -1;

  /**
   * @param pixels the first {@code 3 * width * height} are the picture's
   */
  FilteredRows(byte[] pixels, int width, int height) {
    this.pixels = pixels;
    this.height = height;
    this.stride = 3 * width;
    this.filtered = new byte[1 + stride];
    this.row = new byte[1 + stride];
    this.above = new byte[1 + stride];
  }

  static FilteredRows of(RgbImage picture) {
    return new FilteredRows(picture.pixels(), picture.width(), picture.height());
  }

  int count() {
    return height;
  }

  /** Bytes of a row: its filter's type, then its pixels. */
  int length() {
    return filtered.length;
  }

  /** A row; read-only, and valid until the next call. */
  byte[] row(int y) {
    read(y, row);
    if (y == 0) {
      filterFirst();
    } else {
      if (aboveY != y - 1) {
        read(y - 1, above);
      }
      filter(row, above, filtered);
    }
    byte[] reused = above;
    above = row;
    row = reused;
    aboveY = y;
    return filtered;
  }

  private void read(int y, byte[] target) {
    System.arraycopy(pixels, y * stride, target, 1, stride);
  }

  /**
   * PNG filter Up: each byte minus the one above. Filter Paeth makes pictures a tenth smaller, but
   * takes longer than the rest of the encoder. Uses one loop index so that C2 (JDK 17) vectorises
   * the loop.
   */
  private static void filter(byte[] row, byte[] above, byte[] filtered) {
    for (int i = 0; i < row.length; i++) {
      filtered[i] = (byte) (row[i] - above[i]);
    }
    filtered[0] = FILTER_UP;
  }

  /** PNG's filter Sub: each byte less the one to the left. Nothing is above the first row. */
  private void filterFirst() {
    for (int i = 1; i < row.length; i++) {
      filtered[i] = (byte) (i > 3 ? row[i] - row[i - 3] : row[i]);
    }
    filtered[0] = FILTER_SUB;
  }
}
