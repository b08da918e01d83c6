package io.camstream.engine.image;

import io.camstream.engine.fuzz.FuzzOracle;
import java.time.Duration;

/**
 * Decodes foreign bytes that the scan takes for an ordinary image, in this process: what it says of
 * memory must hold, and there must be no error but the documented one.
 */
public final class ImageDecodeFuzz {

  /** Small, so that an image which keeps them takes milliseconds. */
  private static final DecodeLimits LIMITS =
      new DecodeLimits(1_000_000, 4096, 1 << 20, 64_000_000, Duration.ofSeconds(8));

  private static final ImageDecoder DECODER = new ImageDecoder(LIMITS);
  private static final Duration TIME = Duration.ofSeconds(4);

  /** With garbage: decoders make objects for each block, row and segment. */
  private static final long BYTES = 64_000_000L;

  private static final long BYTES_PER_BYTE = 64;
  private static final long GARBAGE = 20;

  private ImageDecodeFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    try {
      if (DECODER.isOrdinary(data)) {
        long bytes = BYTES + BYTES_PER_BYTE * data.length + GARBAGE * DECODER.memoryNeeded(data);
        FuzzOracle.check(TIME, bytes, () -> decode(data));
      }
    } catch (UnreadableImageException e) {
      // Not to be decoded.
    }
  }

  private static void decode(byte[] data) {
    try {
      DECODER.decode(data);
    } catch (UnreadableImageException e) {
      // A failure with a code, as documented.
    }
  }
}
