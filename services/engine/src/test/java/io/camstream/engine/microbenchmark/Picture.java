package io.camstream.engine.microbenchmark;

import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures to measure with. */
public enum Picture {
  /** A crop of one cell of the demo, 236 × 193. */
  CELL {
    @Override
    public RgbImage rgb() {
      return read(Demo.FOLDER.resolve("images/synthetic-cells/parabasal_05.png"));
    }
  },
  /** As large as a microscope's field of view, 2048 × 1536: the cell again and again. */
  FIELD {
    @Override
    public RgbImage rgb() {
      RgbImage cell = CELL.rgb();
      byte[] pixels = new byte[3 * FIELD_WIDTH * FIELD_HEIGHT];
      for (int at = 0; at < pixels.length; at++) {
        int x = at / 3 % FIELD_WIDTH;
        int y = at / 3 / FIELD_WIDTH;
        pixels[at] = (byte) cell.level(x % cell.width(), y % cell.height(), at % 3);
      }
      return new RgbImage(FIELD_WIDTH, FIELD_HEIGHT, pixels);
    }
  };

  private static final int FIELD_WIDTH = 2048;
  private static final int FIELD_HEIGHT = 1536;

  /** The picture decoded. */
  public abstract RgbImage rgb();

  /**
   * The picture as a file.
   *
   * @param format a name that ImageIO knows, such as {@code bmp}
   */
  public byte[] file(String format) {
    RgbImage rgb = rgb();
    BufferedImage image =
        new BufferedImage(rgb.width(), rgb.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < rgb.height(); y++) {
      for (int x = 0; x < rgb.width(); x++) {
        image.setRGB(x, y, rgb.level(x, y, 0) << 16 | rgb.level(x, y, 1) << 8 | rgb.level(x, y, 2));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, file)) {
        throw new IllegalArgumentException("ImageIO can't write " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** The cell as WebP, which ImageIO can't write: by Pillow 13 at its quality 80. */
  public static byte[] webpCell() {
    try (InputStream file = Picture.class.getResourceAsStream("/microbenchmark/cell.webp")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RgbImage read(Path file) {
    try {
      return new ImageDecoder().decode(Files.readAllBytes(file));
    } catch (UnreadableImageException e) {
      throw new IllegalStateException(file + " can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
