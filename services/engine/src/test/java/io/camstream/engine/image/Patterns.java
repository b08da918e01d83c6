package io.camstream.engine.image;

/** Images that a formula makes, so that Python can make the same ones. */
final class Patterns {

  private Patterns() {}

  /** Level {@code (7x + 13y + 29c + 5 ((x y) mod 31)) mod 256}. */
  static RgbImage image(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int level = 7 * x + 13 * y + 29 * c + 5 * (x * y % 31);
          pixels[3 * (y * width + x) + c] = (byte) level;
        }
      }
    }
    return new RgbImage(width, height, pixels);
  }
}
