package io.camstream.engine.image;

/**
 * What a decoder accepts. All limits are checked before memory for pixels is allocated, so a small
 * file that claims to be huge costs nothing.
 *
 * @param maxPixels largest width × height
 * @param maxSide largest width or height, in pixels
 * @param maxBytes largest file, in bytes
 */
public record DecodeLimits(long maxPixels, int maxSide, long maxBytes) {

  /** 100 million pixels, 65 535 a side, 256 MiB: 300 MB of RGB levels at most. */
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(100_000_000L, 65_535, 256L * 1024 * 1024);

  public DecodeLimits {
    if (maxPixels < 1 || maxSide < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("limits of an image must be positive");
    }
  }
}
