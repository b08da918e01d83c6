package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * PNG (ISO/IEC 15948). The essence has the header, the palette and the image data in one chunk;
 * compressed texts, profiles and the frames of an animation are left out. Transparency is left out
 * too, as alpha is dropped.
 */
final class PngScanner implements FormatScanner {

  private static final int SIGNATURE = 8;
  private static final int CHUNK_EXTRA = 12;
  private static final int HEADER_LENGTH = 13;
  private static final int PALETTE_TYPE = 3;
  private static final int MAX_CHUNKS = 1_000_000;
  private static final int MAX_PALETTE = 3 * 256;

  @Override
  public ScannedImage scan(byte[] file, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    FileBytes bytes = FileBytes.of(file, ByteOrder.BIG_ENDIAN);
    if (!bytes.has(SIGNATURE + 4, "IHDR") || bytes.u32(SIGNATURE) != HEADER_LENGTH) {
      throw new IOException("no header");
    }
    FileBytes header = bytes.part(SIGNATURE + 8, HEADER_LENGTH);
    limits.checkSize("an image", header.u32(0), header.u32(4));
    int width = header.i32(0);
    int height = header.i32(4);
    boolean interlaced = header.u8(12) != 0;
    Chunks chunks = chunks(bytes, header.u8(9) == PALETTE_TYPE);
    long pixels = (long) width * height;
    return new ScannedImage(
        width,
        height,
        rasterBytes(width, height, header.u8(8), header.u8(9)),
        interlaced ? 2 * pixels : pixels,
        true,
        chunks.orientation,
        () -> chunks.essence(file));
  }

  private static long rasterBytes(long width, long height, int depth, int type) throws IOException {
    int channels =
        switch (type) {
          case 0, PALETTE_TYPE -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw new IOException("unknown colour type " + type);
        };
    boolean known = depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    if (!known || (channels > 1 && depth < 8)) {
      throw new IOException("unknown bit depth " + depth);
    }
    return (width * channels * depth + 7) / 8 * height;
  }

  /** Where the chunks are that are needed. */
  private static final class Chunks {
    private int paletteAt = -1;
    private int paletteLength;
    private int dataFrom = -1;
    private int dataTo;
    private long dataLength;
    private int orientation = 1;

    byte[] essence(byte[] file) {
      ByteArrayOutputStream out =
          new ByteArrayOutputStream((int) Math.min(Integer.MAX_VALUE - 8, dataLength + 1024));
      out.write(file, 0, SIGNATURE + CHUNK_EXTRA + HEADER_LENGTH);
      if (paletteAt >= 0) {
        out.write(file, paletteAt - 8, paletteLength + CHUNK_EXTRA);
      }
      ByteBuffer lengths = ByteBuffer.wrap(file);
      begin(out, (int) dataLength, "IDAT");
      for (int at = dataFrom; at < dataTo; at += lengths.getInt(at) + CHUNK_EXTRA) {
        out.write(file, at + 8, lengths.getInt(at));
      }
      // No decoder looks at the checksum of image data.
      out.writeBytes(new byte[4]);
      begin(out, 0, "IEND");
      CRC32 crc = new CRC32();
      crc.update("IEND".getBytes(StandardCharsets.ISO_8859_1));
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
      return out.toByteArray();
    }

    private static void begin(ByteArrayOutputStream out, int length, String name) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
      out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static Chunks chunks(FileBytes bytes, boolean palette)
      throws IOException, UnreadableImageException {
    Chunks chunks = new Chunks();
    long at = SIGNATURE;
    boolean first = true;
    int count = 0;
    while (at + 8 <= bytes.length()) {
      count++;
      if (count > MAX_CHUNKS) {
        throw new UnreadableImageException(
            Code.DECODE_LIMIT_EXCEEDED, "a PNG file of more than " + MAX_CHUNKS + " chunks");
      }
      long length = bytes.u32(at);
      boolean data = bytes.has(at + 4, "IDAT");
      if (length > bytes.length() - at - 8) {
        if (data || chunks.dataFrom < 0) {
          throw new IOException("the file ends early");
        }
        break;
      }
      if (data && (chunks.dataFrom < 0 || chunks.dataTo == at)) {
        chunks.dataFrom = chunks.dataFrom < 0 ? (int) at : chunks.dataFrom;
        chunks.dataTo = (int) Math.min(bytes.length(), at + length + CHUNK_EXTRA);
        chunks.dataLength += length;
      } else if (palette && bytes.has(at + 4, "PLTE") && chunks.dataFrom < 0) {
        if (length > MAX_PALETTE || length % 3 != 0) {
          throw new IOException("a palette of " + length + " bytes");
        }
        bytes.part(at, length + CHUNK_EXTRA);
        chunks.paletteAt = (int) at + 8;
        chunks.paletteLength = (int) length;
      } else if (bytes.has(at + 4, "eXIf") && chunks.orientation == 1) {
        chunks.orientation = ExifOrientation.tag(bytes.part(at + 8, length));
      } else if (bytes.has(at + 4, "IHDR") && !first) {
        throw new IOException("two headers");
      } else if (bytes.has(at + 4, "IEND")) {
        break;
      }
      first = false;
      at += length + CHUNK_EXTRA;
    }
    if (chunks.dataFrom < 0) {
      throw new IOException("no image data");
    }
    if (palette && chunks.paletteAt < 0) {
      throw new IOException("no palette");
    }
    return chunks;
  }
}
