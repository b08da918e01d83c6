package io.camstream.engine.image;

import java.util.function.Supplier;

/**
 * What is known of an image before it is decoded.
 *
 * @param width pixels, within the limits
 * @param height pixels, within the limits
 * @param decoderBytes most memory that the decoder takes beside the RGB levels and the essence
 * @param work pixels that the decoder visits, counted once for each scan or tile; what else takes
 *     time is counted as so many pixels
 * @param proved whether {@code decoderBytes} and {@code work} bound what decoding takes, whatever
 *     the rest of the file holds; false for formats whose compressed data can ask for more
 * @param orientation EXIF tag 274, 1 where there is none
 * @param essence the file without everything that does not change pixels: metadata, further images
 */
record ScannedImage(
    int width,
    int height,
    long decoderBytes,
    long work,
    boolean proved,
    int orientation,
    Supplier<byte[]> essence) {

  private static final int RGB = 3;

  long pixels() {
    return (long) width * height;
  }

  /** Bytes of the RGB levels. */
  long resultBytes() {
    return RGB * pixels();
  }

  /** Bytes that decoding takes, with the result. */
  long memory() {
    return resultBytes() + decoderBytes;
  }
}
