package io.camstream.engine.rendering;

/**
 * A text drawn on white, cut to its ink.
 *
 * @param left columns from the pixel in which the baseline starts to the first one with ink
 * @param top rows from there to the first one with ink; negative above the baseline
 * @param colors 0xRRGGBB, {@code width * height}, row-major; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // Copied to sheets, never compared.
record TextStrip(int left, int top, int width, int height, int[] colors) {

  /**
   * Cuts a sheet to what is not empty.
   *
   * @param pixels of the sheet, row-major
   * @param empty colour of empty pixels
   * @param startX column in which the baseline starts
   * @param startY row of it
   */
  static TextStrip trimmed(int[] pixels, int sheetWidth, int empty, int startX, int startY) {
    int minX = Integer.MAX_VALUE;
    int maxX = -1;
    int minY = Integer.MAX_VALUE;
    int maxY = -1;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != empty) {
        minX = Math.min(minX, i % sheetWidth);
        maxX = Math.max(maxX, i % sheetWidth);
        minY = Math.min(minY, i / sheetWidth);
        maxY = Math.max(maxY, i / sheetWidth);
      }
    }
    if (maxX < 0) {
      return new TextStrip(0, 0, 0, 0, new int[0]);
    }
    int width = maxX - minX + 1;
    int height = maxY - minY + 1;
    int[] colors = new int[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, (minY + y) * sheetWidth + minX, colors, y * width, width);
    }
    return new TextStrip(minX - startX, minY - startY, width, height, colors);
  }
}
