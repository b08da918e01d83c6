package io.camstream.engine.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hides embedded colour profiles from ImageIO's readers of JPEG and WebP, which would convert the
 * pixels; PIL leaves them as they are. Readers of the other formats do the same.
 */
final class ColorProfiles {

  private static final byte[] JPEG_PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] WEBP_PROFILE = "ICCP".getBytes(StandardCharsets.ISO_8859_1);

  private static final int JPEG_APP2 = 0xE2;
  private static final int JPEG_START_OF_SCAN = 0xDA;

  /** The extended header's flag byte of a WebP file with a profile, and the flag. */
  private static final int WEBP_FLAGS_OFFSET = 20;

  private static final int WEBP_PROFILE_FLAG = 0x20;

  private ColorProfiles() {}

  /** The file itself, or a copy of the same length without the names that profiles go by. */
  static byte[] hidden(byte[] file, ImageFormat format) {
    return switch (format) {
      case JPEG -> hiddenInJpeg(file);
      case WEBP -> hiddenInWebp(file);
      case BMP, PNG, TIFF -> file;
    };
  }

  private static byte[] hiddenInJpeg(byte[] file) {
    byte[] copy = file;
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      if (marker == JPEG_START_OF_SCAN) {
        break;
      }
      int length = (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
      if (marker == JPEG_APP2 && startsWith(file, at + 4, JPEG_PROFILE)) {
        copy = copy == file ? file.clone() : copy;
        copy[at + 4] = 'x';
      }
      at += 2 + length;
    }
    return copy;
  }

  private static byte[] hiddenInWebp(byte[] file) {
    boolean profile =
        file.length > WEBP_FLAGS_OFFSET
            && startsWith(file, 12, "VP8X".getBytes(StandardCharsets.ISO_8859_1))
            && (file[WEBP_FLAGS_OFFSET] & WEBP_PROFILE_FLAG) != 0;
    if (!profile) {
      return file;
    }
    byte[] copy = file.clone();
    copy[WEBP_FLAGS_OFFSET] &= ~WEBP_PROFILE_FLAG;
    int first = WEBP_FLAGS_OFFSET + 10;
    if (startsWith(file, first, WEBP_PROFILE)) {
      copy[first] = 'x';
    }
    return copy;
  }

  private static boolean startsWith(byte[] file, int at, byte[] expected) {
    return at + expected.length <= file.length
        && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
  }
}
