package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Encodes pictures as PNG (<a href="https://www.w3.org/TR/png-3/">specification</a>): 8-bit RGB, no
 * metadata, hence the same bytes for the same pixels.
 *
 * <p>Photographs, and figures that consist of them, are filtered and compressed by {@link
 * PictureDeflater}: half the time of zlib's fastest level, and smaller files. Drawings of lines and
 * text are repetitive as they are, and left to zlib.
 */
public final class PngWriter {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte RGB = 2;
  private static final byte BITS = 8;
  private static final byte FILTER_UP = 2;
  private static final int CHUNK = 12;
  private static final int HEADER = 13;

  private PngWriter() {}

  /** The image, level by level. */
  public static byte[] encode(RgbImage image) {
    int stride = 3 * image.width();
    return picture(
        image.width(),
        image.height(),
        (y, row) -> System.arraycopy(image.pixels(), y * stride, row, 0, stride));
  }

  /** A figure that shows photographs, from colours 0xRRGGBB. */
  static byte[] encodeFigure(int width, int height, int[] colors) {
    return picture(width, height, (y, row) -> unpack(colors, y * width, row, 0, width));
  }

  /** A drawing of lines and text, from colours 0xRRGGBB. */
  static byte[] encodeDrawing(int width, int height, int[] colors) {
    byte[] rows = new byte[height * (3 * width + 1)];
    for (int y = 0; y < height; y++) {
      unpack(colors, y * width, rows, y * (3 * width + 1) + 1, width);
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(rows);
      deflater.finish();
      byte[] compressed = new byte[rows.length + rows.length / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(compressed, length, compressed.length - length);
      }
      return file(width, height, ByteBuffer.wrap(compressed, 0, length));
    } finally {
      deflater.end();
    }
  }

  @FunctionalInterface
  private interface Rows {
    /** Puts red, green and blue of each pixel of a row into an array. */
    void copy(int y, byte[] row);
  }

  private static byte[] picture(int width, int height, Rows rows) {
    BitOutput out = new BitOutput((int) Math.min(1 << 26, 2L * width * height));
    PictureDeflater deflater = new PictureDeflater(out);
    byte[] above = new byte[3 * width];
    byte[] row = new byte[3 * width];
    byte[] filtered = new byte[1 + 3 * width];
    for (int y = 0; y < height; y++) {
      rows.copy(y, row);
      filter(row, above, filtered);
      deflater.write(filtered);
      byte[] reused = above;
      above = row;
      row = reused;
    }
    deflater.finish();
    return file(width, height, ByteBuffer.wrap(out.toBytes()));
  }

  /**
   * PNG's filter Up: each byte less the one above. Filter Paeth makes photographs a tenth smaller,
   * but takes longer than all else together.
   */
  private static void filter(byte[] row, byte[] above, byte[] filtered) {
    filtered[0] = FILTER_UP;
    for (int i = 0; i < row.length; i++) {
      filtered[i + 1] = (byte) (row[i] - above[i]);
    }
  }

  private static void unpack(int[] colors, int from, byte[] row, int to, int width) {
    int at = to;
    for (int x = 0; x < width; x++) {
      int color = colors[from + x];
      row[at++] = (byte) (color >> 16);
      row[at++] = (byte) (color >> 8);
      row[at++] = (byte) color;
    }
  }

  private static byte[] file(int width, int height, ByteBuffer compressed) {
    ByteBuffer file =
        ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK + HEADER + compressed.remaining());
    file.put(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(width).putInt(height);
    header.put(BITS).put(RGB).put((byte) 0).put((byte) 0).put((byte) 0).flip();
    chunk(file, "IHDR", header);
    chunk(file, "IDAT", compressed);
    chunk(file, "IEND", ByteBuffer.allocate(0));
    return file.array();
  }

  private static void chunk(ByteBuffer file, String type, ByteBuffer data) {
    file.putInt(data.remaining());
    int start = file.position();
    file.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 checksum = new CRC32();
    checksum.update(file.array(), start, file.position() - start);
    file.putInt((int) checksum.getValue());
  }
}
