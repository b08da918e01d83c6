package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP with the headers of OS/2 1 and Windows. A JPEG or PNG inside is refused, as PIL does. The
 * essence has no colour profile, and no size in its header that exceeds the file's.
 */
final class BmpScanner implements FormatScanner {

  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int V5_HEADER = 124;

  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BIT_FIELDS = 3;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  /** Offsets from the beginning of the file. */
  private static final int FILE_SIZE = 2;

  private static final int IMAGE_SIZE = 34;
  private static final int COLORS_USED = 46;
  private static final int COLOR_SPACE = 70;

  private static final int PROFILE_LINKED = 0x4C494E4B;
  private static final int PROFILE_EMBEDDED = 0x4D424544;
  private static final int SRGB = 0x73524742;

  @Override
  public ScannedImage scan(byte[] file, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    FileBytes bytes = FileBytes.of(file, ByteOrder.LITTLE_ENDIAN);
    long pixelsAt = bytes.u32(10);
    long header = bytes.u32(FILE_HEADER);
    boolean os2 = header == OS2_HEADER;
    long width = os2 ? (short) bytes.u16(18) : bytes.i32(18);
    long height = Math.abs(os2 ? (short) bytes.u16(20) : (long) bytes.i32(22));
    int bits = bytes.u16(os2 ? 24 : 28);
    long compression = os2 ? 0 : bytes.u32(30);
    if (compression == JPEG || compression == PNG || bits == 0) {
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE,
          "a JPEG or PNG image inside a BMP file is not supported; save it as a file of its own");
    }
    limits.checkSize("an image", width, height);
    if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw new IOException("unknown number of bits per pixel: " + bits);
    }
    if (pixelsAt < FILE_HEADER + header || pixelsAt > file.length) {
      throw new IOException("the pixels begin at byte " + pixelsAt + ", outside the file");
    }
    if (compression == BIT_FIELDS && bytes.u32(COLORS_USED) > file.length / 4) {
      throw new IOException("a palette that is larger than the file");
    }
    boolean runs = compression == RLE8 || compression == RLE4;
    long row = (width * bits + 7) / 8;
    long stride = (row + 3) / 4 * 4;
    if (!runs && pixelsAt + stride * (height - 1) + row > file.length) {
      throw new IOException("the file ends early");
    }
    return new ScannedImage(
        (int) width,
        (int) height,
        runs ? file.length + width * height : stride * height,
        width * height,
        !runs,
        1,
        () -> essence(file, (int) header, runs));
  }

  private static byte[] essence(byte[] file, int header, boolean runs) {
    ByteBuffer old = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    boolean profile =
        header == V5_HEADER
            && file.length > COLOR_SPACE + 4
            && (old.getInt(COLOR_SPACE) == PROFILE_EMBEDDED
                || old.getInt(COLOR_SPACE) == PROFILE_LINKED);
    if (!profile && !runs) {
      return file;
    }
    byte[] copy = file.clone();
    ByteBuffer edited = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    if (profile) {
      edited.putInt(COLOR_SPACE, SRGB);
    }
    if (runs) {
      edited.putInt(FILE_SIZE, file.length);
      edited.putInt(IMAGE_SIZE, 0);
    }
    return copy;
  }
}
