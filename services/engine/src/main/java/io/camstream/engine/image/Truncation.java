package io.camstream.engine.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds files that end early where their decoder fills up what is missing with grey and says
 * nothing. PIL refuses them.
 */
final class Truncation {

  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int RIFF_HEADER = 8;

  private Truncation() {}

  /**
   * @throws IOException if the file ends before its image does
   */
  static void check(byte[] file, ImageFormat format) throws IOException {
    boolean whole =
        switch (format) {
          case JPEG -> hasEndOfImage(file);
          case WEBP -> hasAllOfRiff(file);
          default -> true;
        };
    if (!whole) {
      throw new IOException("the file ends early");
    }
  }

  /**
   * Within the data of a scan, the byte of a marker is followed by zero where it is none; so a mark
   * of the end behind the first scan is one. Before it there may be others, of a thumbnail.
   */
  private static boolean hasEndOfImage(byte[] file) {
    for (int i = firstScan(file); i + 1 < file.length; i++) {
      if (unsigned(file[i]) == MARKER && unsigned(file[i + 1]) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }

  /** Position of the first scan's header, or of what stands where a marker should. */
  private static int firstScan(byte[] file) {
    int at = 2;
    while (at + 3 < file.length && unsigned(file[at]) == MARKER) {
      int marker = unsigned(file[at + 1]);
      if (marker == START_OF_SCAN) {
        break;
      }
      // The byte of a marker may be repeated as padding.
      at += marker == MARKER ? 1 : 2 + unsigned(file[at + 2]) * 256 + unsigned(file[at + 3]);
    }
    return at;
  }

  private static int unsigned(byte value) {
    return Byte.toUnsignedInt(value);
  }

  /** The size behind the first four bytes counts what follows it. */
  private static boolean hasAllOfRiff(byte[] file) {
    if (file.length < RIFF_HEADER) {
      return false;
    }
    long size =
        Integer.toUnsignedLong(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    return file.length >= RIFF_HEADER + size;
  }
}
