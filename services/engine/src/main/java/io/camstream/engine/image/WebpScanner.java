package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WebP (RFC 9649). The essence is a file of one chunk: the first image, lossy or lossless. Alpha
 * beside a lossy image, profiles, texts and further frames are left out.
 */
final class WebpScanner implements FormatScanner {

  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int ANIMATION_FLAG = 0x02;
  private static final int FRAME_HEADER = 16;
  private static final int LOSSLESS_SIGNATURE = 0x2F;

  /** Measured: the decoder of lossy images keeps all of its blocks as objects. */
  private static final long LOSSY_BYTES_PER_PIXEL = 30;

  /** Measured: lossy images take that much longer than others, lossless ones four times. */
  private static final long LOSSY_WORK = 8;

  private static final long LOSSLESS_WORK = 4;

  private static final long LOSSLESS_BYTES_PER_PIXEL = 4;

  private record Image(int width, int height, boolean lossy, FileBytes chunk) {}

  @Override
  public ScannedImage scan(byte[] file, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    FileBytes all = FileBytes.of(file, ByteOrder.LITTLE_ENDIAN);
    FileBytes riff = all.part(0, 8 + all.u32(4));
    boolean extended = riff.has(RIFF_HEADER, "VP8X");
    if (extended) {
      limits.checkSize("a canvas", 1L + riff.u24(24), 1L + riff.u24(27));
    }
    Image image = extended ? extended(riff, limits) : image(riff, RIFF_HEADER);
    limits.checkSize("an image", image.width(), image.height());
    long pixels = (long) image.width() * image.height();
    return new ScannedImage(
        image.width(),
        image.height(),
        pixels * (image.lossy() ? LOSSY_BYTES_PER_PIXEL : LOSSLESS_BYTES_PER_PIXEL),
        pixels * (image.lossy() ? LOSSY_WORK : LOSSLESS_WORK),
        // Lossless data may repeat transforms and tables without end.
        image.lossy(),
        extended ? orientation(riff) : 1,
        () -> essence(image.chunk()));
  }

  private static Image extended(FileBytes riff, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    boolean animated = (riff.u8(20) & ANIMATION_FLAG) != 0;
    for (long at = next(riff, RIFF_HEADER);
        at + CHUNK_HEADER <= riff.length();
        at = next(riff, at)) {
      if (animated && riff.has(at, "ANMF")) {
        FileBytes frame = riff.part(at + CHUNK_HEADER, riff.u32(at + 4));
        long width = 1L + frame.u24(6);
        long height = 1L + frame.u24(9);
        limits.checkSize("a frame", width, height);
        return matching(firstImage(frame, FRAME_HEADER), width, height);
      } else if (!animated && isImage(riff, at)) {
        return matching(image(riff, at), 1L + riff.u24(24), 1L + riff.u24(27));
      }
    }
    throw new IOException("no image data");
  }

  private static Image firstImage(FileBytes frame, long from) throws IOException {
    for (long at = from; at + CHUNK_HEADER <= frame.length(); at = next(frame, at)) {
      if (isImage(frame, at)) {
        return image(frame, at);
      }
    }
    throw new IOException("no image data");
  }

  private static Image matching(Image image, long width, long height)
      throws UnreadableImageException {
    if (image.width() != width || image.height() != height) {
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE,
          "broken WebP file: the header says %d × %d pixels, the image inside has %d × %d"
              .formatted(width, height, image.width(), image.height()));
    }
    return image;
  }

  private static boolean isImage(FileBytes bytes, long at) {
    return bytes.has(at, "VP8 ") || bytes.has(at, "VP8L");
  }

  private static Image image(FileBytes bytes, long at) throws IOException {
    FileBytes chunk = bytes.part(at, CHUNK_HEADER + bytes.u32(at + 4));
    FileBytes data = chunk.part(CHUNK_HEADER, chunk.length() - CHUNK_HEADER);
    if (chunk.has(0, "VP8L")) {
      long sizes = data.u32(1);
      if (data.u8(0) != LOSSLESS_SIGNATURE || sizes >> 29 != 0) {
        throw new IOException("no lossless image where one should be");
      }
      return new Image(1 + (int) (sizes & 0x3fff), 1 + (int) (sizes >> 14 & 0x3fff), false, chunk);
    }
    if (!chunk.has(0, "VP8 ")) {
      throw new IOException("an unknown first chunk");
    }
    boolean keyFrame = (data.u8(0) & 1) == 0;
    if (!keyFrame || data.u24(3) != 0x2A019D) {
      throw new IOException("no lossy image where one should be");
    }
    return new Image(data.u16(6) & 0x3fff, data.u16(8) & 0x3fff, true, chunk);
  }

  /** Position of the chunk behind the one at this position. */
  private static long next(FileBytes bytes, long at) throws IOException {
    long length = bytes.u32(at + 4);
    return at + CHUNK_HEADER + length + (length & 1);
  }

  private static int orientation(FileBytes riff) throws IOException {
    for (long at = RIFF_HEADER; at + CHUNK_HEADER <= riff.length(); at = next(riff, at)) {
      long length = riff.u32(at + 4);
      if (riff.has(at, "EXIF") && length <= riff.length() - at - CHUNK_HEADER) {
        return ExifOrientation.tag(riff.part(at + CHUNK_HEADER, length));
      }
    }
    return 1;
  }

  private static byte[] essence(FileBytes chunk) {
    int padding = chunk.length() & 1;
    ByteBuffer file =
        ByteBuffer.allocate(RIFF_HEADER + chunk.length() + padding).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1));
    file.putInt(file.capacity() - 8);
    file.put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
    file.put(chunk.data(), chunk.from(), chunk.length());
    return file.array();
  }
}
