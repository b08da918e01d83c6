package io.camstream.chaos.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small image files, no two alike; the same seed makes the same ones. */
public final class ImageFiles {
  private static final int SIDE = 12;
  private static final int BROKEN_OF_100 = 3;
  private static final int BATCHES = 3;

  private final long seed;

  public ImageFiles(long seed) {
    this.seed = seed;
  }

  /** Key of an image, in one of a few batches. */
  String key(int number) {
    return "batch-%d/image-%05d.png".formatted(number % BATCHES, number);
  }

  /**
   * A PNG file; a few are none, though they are called so.
   *
   * @param version another one makes another file
   */
  byte[] content(int number, int version) {
    Random random = new Random(seed + 1_000_003L * number + 7_919L * version);
    if (random.nextInt(100) < BROKEN_OF_100) {
      return "no image %d.%d %x"
          .formatted(number, version, random.nextLong())
          .getBytes(StandardCharsets.UTF_8);
    }
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
