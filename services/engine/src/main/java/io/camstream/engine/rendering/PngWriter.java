package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Encodes pictures as PNG (<a href="https://www.w3.org/TR/png-3/">specification</a>): 8-bit RGB, no
 * metadata, hence the same bytes for the same pixels. Rows are filtered and then compressed by
 * {@link PictureDeflater}. Keeps its buffers for the next picture. For one thread.
 */
final class PngWriter {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte RGB = 2;
  private static final byte BITS = 8;
  private static final byte FILTER_SUB = 1;
  private static final byte FILTER_UP = 2;
  private static final int CHUNK = 12;
  private static final int HEADER = 13;

  private final BitOutput out = new BitOutput(1 << 20);
  private final PictureDeflater deflater = new PictureDeflater(out);

  /** The image, level by level. */
  byte[] encode(RgbImage image) {
    out.clear();
    deflater.start();
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
    return file(image.width(), image.height());
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

  private byte[] file(int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK + HEADER + out.length());
    file.put(SIGNATURE);
    chunk(file, "IHDR", HEADER, data -> header(data, width, height));
    chunk(file, "IDAT", out.length(), out::copyTo);
    chunk(file, "IEND", 0, data -> {});
    return file.array();
  }

  private static void header(ByteBuffer data, int width, int height) {
    data.putInt(width).putInt(height);
    data.put(BITS).put(RGB).put((byte) 0).put((byte) 0).put((byte) 0);
  }

  private static void chunk(ByteBuffer file, String type, int length, Consumer<ByteBuffer> data) {
    file.putInt(length);
    int start = file.position();
    file.put(type.getBytes(StandardCharsets.US_ASCII));
    data.accept(file);
    CRC32 checksum = new CRC32();
    checksum.update(file.array(), start, file.position() - start);
    file.putInt((int) checksum.getValue());
  }
}
