package io.camstream.engine.figure;

import io.camstream.engine.image.RgbImage;

/**
 * A text drawn on white, cut to its ink.
 *
 * @param left columns from the pixel in which the baseline starts to the first one with ink
 * @param top rows from there to the first one with ink; negative above the baseline
 * @param pixels red, green and blue of {@code width * height} pixels, row-major; read-only
 */
@SuppressWarnings("ArrayRecordComponent") // Copied to sheets, never compared.
record TextStrip(int left, int top, int width, int height, byte[] pixels) {

  private static final byte WHITE = (byte) 0xff;

  /**
   * Cuts a sheet to what is not white.
   *
   * @param startX column in which the baseline starts
   * @param startY row of it
   */
  static TextStrip trimmed(RgbImage sheet, int startX, int startY) {
    int minX = Integer.MAX_VALUE;
    int maxX = -1;
    int minY = Integer.MAX_VALUE;
    int maxY = -1;
    for (int i = 0; i < sheet.pixels().length; i++) {
      if (sheet.pixels()[i] != WHITE) {
        int x = i / 3 % sheet.width();
        int y = i / 3 / sheet.width();
        minX = Math.min(minX, x);
        maxX = Math.max(maxX, x);
        minY = Math.min(minY, y);
        maxY = Math.max(maxY, y);
      }
    }
    if (maxX < 0) {
      return new TextStrip(0, 0, 0, 0, new byte[0]);
    }
    int width = maxX - minX + 1;
    int height = maxY - minY + 1;
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((minY + y) * sheet.width() + minX);
      System.arraycopy(sheet.pixels(), from, pixels, 3 * y * width, 3 * width);
    }
    return new TextStrip(minX - startX, minY - startY, width, height, pixels);
  }
}
