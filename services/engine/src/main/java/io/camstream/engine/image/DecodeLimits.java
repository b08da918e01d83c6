package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.time.Duration;

/**
 * What a decoder accepts. Sizes are checked before memory for pixels is allocated, for the image
 * and for every frame, tile and scan inside it, so that a small file that claims to be huge costs
 * nothing.
 *
 * @param maxPixels largest width × height
 * @param maxSide largest width or height, in pixels
 * @param maxBytes largest file, in bytes
 * @param maxMemory most memory that decoding one image takes, in bytes: its RGB levels, and what
 *     the decoder of its format needs beside them
 * @param maxTime most processor time that decoding one image takes
 */
public record DecodeLimits(
    long maxPixels, int maxSide, long maxBytes, long maxMemory, Duration maxTime) {

  /** 100 million pixels, 65 535 a side, files of 256 MiB, 600 MiB of memory, 8 s. */
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(
          100_000_000L, 65_535, 256L * 1024 * 1024, 600L * 1024 * 1024, Duration.ofSeconds(8));

  /** Visits of a pixel per pixel of the largest image: scans of a progressive JPEG file. */
  private static final long MAX_VISITS = 20;

  public DecodeLimits {
    if (maxPixels < 1 || maxSide < 1 || maxBytes < 1 || maxMemory < 1) {
      throw new IllegalArgumentException("limits of an image must be positive");
    }
    if (maxTime.isNegative() || maxTime.isZero()) {
      throw new IllegalArgumentException("the time limit of an image must be positive");
    }
  }

  public DecodeLimits(long maxPixels, int maxSide, long maxBytes) {
    this(maxPixels, maxSide, maxBytes, DEFAULT.maxMemory(), DEFAULT.maxTime());
  }

  /** Checks the file's length. */
  void checkLength(byte[] file) throws UnreadableImageException {
    if (file.length > maxBytes) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE, "the file has " + file.length + " bytes, the limit is " + maxBytes);
    }
  }

  /**
   * Checks the size of an image, or of a frame or tile inside one.
   *
   * @param what names it in the message
   */
  void checkSize(String what, long width, long height) throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE, what + " of " + width + " × " + height + " pixels");
    }
    if (width > maxSide || height > maxSide || width * height > maxPixels) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE,
          "%s of %d × %d pixels; the limits are %d pixels and %d a side"
              .formatted(what, width, height, maxPixels, maxSide));
    }
  }

  /** Checks the memory and the work of decoding a file, as far as its headers declare them. */
  void checkCost(ScannedImage image, int fileBytes) throws UnreadableImageException {
    if (image.memory() + fileBytes > maxMemory) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE,
          "decoding %d × %d pixels as stored takes %d MB of memory, the limit is %d MB"
              .formatted(
                  image.width(),
                  image.height(),
                  (image.memory() + fileBytes) / 1_000_000,
                  maxMemory / 1_000_000));
    }
    if (image.work() / MAX_VISITS > maxPixels) {
      throw new UnreadableImageException(
          Code.DECODE_LIMIT_EXCEEDED,
          "the file makes the decoder visit %d million pixels, the limit is %d million"
              .formatted(image.work() / 1_000_000, MAX_VISITS * maxPixels / 1_000_000));
    }
  }
}
