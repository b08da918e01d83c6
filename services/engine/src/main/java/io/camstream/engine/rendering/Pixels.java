package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Brings the engine's images into Java's. */
final class Pixels {

  private Pixels() {}

  static BufferedImage picture(RgbImage image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    copy(image, picture, 0, 0);
    return picture;
  }

  /**
   * Copies an image into a picture of type {@code TYPE_INT_RGB}, its top left corner at a point; it
   * must fit.
   */
  static void copy(RgbImage image, BufferedImage picture, int left, int top) {
    int[] target = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    byte[] source = image.pixels();
    int from = 0;
    for (int y = 0; y < image.height(); y++) {
      int to = (top + y) * picture.getWidth() + left;
      for (int x = 0; x < image.width(); x++, from += 3) {
        target[to + x] =
            (source[from] & 0xff) << 16 | (source[from + 1] & 0xff) << 8 | source[from + 2] & 0xff;
      }
    }
  }
}
