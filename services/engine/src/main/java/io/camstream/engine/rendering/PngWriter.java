package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Encodes pictures as PNG (<a href="https://www.w3.org/TR/png-3/">specification</a>): 8-bit RGB, no
 * metadata, hence the same bytes for the same pixels. Rows are filtered and then compressed by
 * {@link PictureDeflater}.
 */
public final class PngWriter {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte RGB = 2;
  private static final byte BITS = 8;
  private static final byte FILTER_SUB = 1;
  private static final byte FILTER_UP = 2;
  private static final int CHUNK = 12;
  private static final int HEADER = 13;

  private PngWriter() {}

  /** The image, level by level. */
  public static byte[] encode(RgbImage image) {
    // Pictures shrink to less than a third.
    BitOutput out = new BitOutput((int) Math.min(1 << 26, (long) image.width() * image.height()));
    PictureDeflater deflater = new PictureDeflater(out);
    int stride = 3 * image.width();
    byte[] above = new byte[1 + stride];
    byte[] row = new byte[1 + stride];
    byte[] filtered = new byte[1 + stride];
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(image.pixels(), y * stride, row, 1, stride);
      if (y == 0) {
        filterFirst(row, filtered);
      } else {
        filter(row, above, filtered);
      }
      deflater.write(filtered);
      byte[] reused = above;
      above = row;
      row = reused;
    }
    deflater.finish();
    return file(image.width(), image.height(), out.toBytes());
  }

  /**
   * PNG's filter Up: each byte less the one above. Filter Paeth makes pictures a tenth smaller, but
   * takes longer than all else together. One index for all three arrays, or else Java 17 does not
   * take many bytes at once.
   */
  private static void filter(byte[] row, byte[] above, byte[] filtered) {
    for (int i = 0; i < row.length; i++) {
      filtered[i] = (byte) (row[i] - above[i]);
    }
    filtered[0] = FILTER_UP;
  }

  /** PNG's filter Sub: each byte less the one to the left. Nothing is above the first row. */
  private static void filterFirst(byte[] row, byte[] filtered) {
    for (int i = 1; i < row.length; i++) {
      filtered[i] = (byte) (i > 3 ? row[i] - row[i - 3] : row[i]);
    }
    filtered[0] = FILTER_SUB;
  }

  private static byte[] file(int width, int height, byte[] compressed) {
    ByteBuffer file =
        ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK + HEADER + compressed.length);
    file.put(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(width).putInt(height);
    header.put(BITS).put(RGB).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", compressed);
    chunk(file, "IEND", new byte[0]);
    return file.array();
  }

  private static void chunk(ByteBuffer file, String type, byte[] data) {
    file.putInt(data.length);
    int start = file.position();
    file.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 checksum = new CRC32();
    checksum.update(file.array(), start, file.position() - start);
    file.putInt((int) checksum.getValue());
  }
}
