package io.camstream.engine.image;

import io.camstream.engine.fuzz.FuzzOracle;
import java.time.Duration;

/** Scans foreign bytes as an image file. */
public final class ImageScanFuzz {

  private static final ImageDecoder DECODER = new ImageDecoder();
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final long BYTES = 1_000_000L;

  private static final long BYTES_PER_BYTE = 64;

  private ImageScanFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzOracle.check(TIME, BYTES + BYTES_PER_BYTE * data.length, () -> scan(data));
  }

  private static void scan(byte[] data) {
    try {
      DECODER.memoryNeeded(data);
    } catch (UnreadableImageException e) {
      // A failure with a code, as documented.
    }
  }
}
