package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Brings images to the size of a panel. */
final class ImageScaling {

  private ImageScaling() {}

  static RgbImage scale(RgbImage image, int width, int height) {
    BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = target.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(Pixels.picture(image), 0, 0, width, height, null);
    g.dispose();
    byte[] pixels = new byte[3 * width * height];
    int[] rgb = target.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      pixels[3 * i] = (byte) (rgb[i] >> 16);
      pixels[3 * i + 1] = (byte) (rgb[i] >> 8);
      pixels[3 * i + 2] = (byte) rgb[i];
    }
    return new RgbImage(width, height, pixels);
  }
}
