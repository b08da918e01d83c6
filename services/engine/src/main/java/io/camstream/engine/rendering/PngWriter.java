package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Encodes pictures as PNG (W3C, third edition): 8-bit RGB, no metadata, hence the same bytes for
 * the same pixels.
 *
 * <p>Every row is filtered by the one above it, and compressed by {@link RowDeflater}. That takes a
 * third of zlib's time at its fastest level, for about the same bytes; the pictures of an image
 * would otherwise cost as much as its explanation. One thread only, since many images are encoded
 * at once.
 */
public final class PngWriter {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK_FRAME = 12;
  private static final int HEADER_BYTES = 13;
  private static final byte BITS = 8;
  private static final byte RGB = 2;
  private static final byte FILTER_UP = 2;

  private PngWriter() {}

  /** Hands out the rows of a picture, three bytes a pixel. */
  @FunctionalInterface
  private interface Rows {
    void read(int y, byte[] row);
  }

  /** The image, level by level. */
  public static byte[] encode(RgbImage image) {
    int bytes = 3 * image.width();
    return encode(
        image.width(),
        image.height(),
        (y, row) -> System.arraycopy(image.pixels(), y * bytes, row, 0, bytes));
  }

  /**
   * @param figure of type {@code TYPE_INT_RGB}
   */
  static byte[] encodeFigure(BufferedImage figure) {
    int width = figure.getWidth();
    int[] pixels = ((DataBufferInt) figure.getRaster().getDataBuffer()).getData();
    return encode(
        width,
        figure.getHeight(),
        (y, row) -> {
          for (int x = 0, i = 0; x < width; x++, i += 3) {
            int pixel = pixels[y * width + x];
            row[i] = (byte) (pixel >> 16);
            row[i + 1] = (byte) (pixel >> 8);
            row[i + 2] = (byte) pixel;
          }
        });
  }

  private static byte[] encode(int width, int height, Rows rows) {
    byte[] data = data(width, height, rows);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(width).putInt(height).put(BITS).put(RGB);
    ByteBuffer file =
        ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK_FRAME + HEADER_BYTES + data.length);
    file.put(SIGNATURE);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", data);
    chunk(file, "IEND", new byte[0]);
    return file.array();
  }

  private static byte[] data(int width, int height, Rows rows) {
    RowDeflater deflater = new RowDeflater(width);
    Adler32 checksum = new Adler32();
    byte[] above = new byte[3 * width];
    byte[] row = new byte[3 * width];
    byte[] filtered = new byte[1 + 3 * width];
    filtered[0] = FILTER_UP;
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      for (int i = 0; i < row.length; i++) {
        filtered[i + 1] = (byte) (row[i] - above[i]);
      }
      checksum.update(filtered);
      deflater.add(filtered);
      byte[] swap = above;
      above = row;
      row = swap;
    }
    return deflater.finish((int) checksum.getValue());
  }

  private static void chunk(ByteBuffer file, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    file.putInt(content.length).put(name).put(content).putInt((int) checksum.getValue());
  }
}
