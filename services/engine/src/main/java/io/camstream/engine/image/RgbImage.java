package io.camstream.engine.image;

/**
 * A decoded image: 8-bit RGB, interleaved (height × width × 3), rows from the top, as PIL's {@code
 * convert("RGB")} gives it. Immutable by convention: the array must not change after construction.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param pixels {@code 3 * width * height} bytes, each an unsigned level 0..255
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of pixels: a copy for each reader would cost.
public record RgbImage(int width, int height, byte[] pixels) {

  public RgbImage {
    if (width < 1 || height < 1 || pixels.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "an RGB image of " + width + " × " + height + " can't have " + pixels.length + " bytes");
    }
  }

  /** Level 0..255 of one channel (0 red, 1 green, 2 blue) of the pixel in column x of row y. */
  public int level(int x, int y, int channel) {
    return pixels[3 * (y * width + x) + channel] & 0xff;
  }
}
