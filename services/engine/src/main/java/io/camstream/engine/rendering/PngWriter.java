package io.camstream.engine.rendering;

import com.pngencoder.PngEncoder;
import io.camstream.engine.image.RgbImage;
import java.awt.image.BufferedImage;

/**
 * Encodes pictures as PNG: 8-bit RGB, no metadata, hence the same bytes for the same pixels.
 *
 * <p>Deflate at level 1: every further level costs much and saves little. Images get filtered rows,
 * which saves a third of the bytes for a third of the time; figures don't, because for them the
 * filters double the time. One thread only, since many images are encoded at once.
 */
public final class PngWriter {

  private PngWriter() {}

  /** The image, level by level. */
  public static byte[] encode(RgbImage image) {
    return encode(Pixels.picture(image), true);
  }

  static byte[] encodeFigure(BufferedImage figure) {
    return encode(figure, false);
  }

  private static byte[] encode(BufferedImage picture, boolean filtered) {
    return new PngEncoder()
        .withBufferedImage(picture)
        .withCompressionLevel(1)
        .withPredictorEncoding(filtered)
        .withMultiThreadedCompressionEnabled(false)
        .toBytes();
  }
}
