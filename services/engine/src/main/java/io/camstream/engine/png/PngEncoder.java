package io.camstream.engine.png;

import io.camstream.engine.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Encodes pictures as PNG (<a href="https://www.w3.org/TR/png-3/">specification</a>): 8-bit RGB, no
 * metadata, hence the same bytes for the same pixels. Rows are filtered and then compressed by
 * {@link PictureDeflater}. Keeps its buffers for the next picture. For one thread.
 */
public final class PngEncoder {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte RGB = 2;
  private static final byte BITS = 8;
  private static final int CHUNK = 12;
  private static final int HEADER = 13;

  /** Bytes of a block: large against the code before it, small against a large image. */
  private static final int BLOCK = 1 << 20;

  private final BitOutput out = new BitOutput(1 << 20);
  private final PictureDeflater deflater = new PictureDeflater(out);
  private final SymbolCounts counts = new SymbolCounts();
  private final BlockCode code = new BlockCode();
  private final FigureCodes figures = new FigureCodes();

  /** The image, level by level. */
  public byte[] encode(RgbImage image) {
    return encode(FilteredRows.of(image), image.width(), this::writeBlocks);
  }

  /** The sheet, level by level, in codes that all sheets of an image share. */
  public byte[] encode(Sheet sheet) {
    FilteredRows rows = new FilteredRows(sheet.pixels(), sheet.width(), sheet.height());
    return encode(rows, sheet.width(), r -> writeFigure(r, sheet.strips()));
  }

  private byte[] encode(FilteredRows rows, int width, Consumer<FilteredRows> content) {
    out.clear();
    deflater.start();
    content.accept(rows);
    deflater.finish();
    return file(width, rows.count());
  }

  /** Sheets to come are of another image. */
  public void startImage() {
    figures.clear();
  }

  /** Bytes of the largest buffer. */
  public int capacity() {
    return out.capacity();
  }

  /** Each block in a code of its own. */
  private void writeBlocks(FilteredRows rows) {
    int ofBlock = Math.max(1, BLOCK / rows.length());
    for (int start = 0; start < rows.count(); start += ofBlock) {
      int end = Math.min(rows.count(), start + ofBlock);
      counts.clear();
      counts.sample(rows, start, end);
      code.set(counts);
      writeBlock(code, rows, start, end);
    }
  }

  private void writeBlock(BlockCode code, FilteredRows rows, int from, int end) {
    deflater.startBlock(code);
    for (int y = from; y < end; y++) {
      deflater.write(rows.row(y), 0, rows.length());
    }
    deflater.endBlock();
  }

  private void writeFigure(FilteredRows rows, List<Sheet.Strip> strips) {
    if (!figures.ready()) {
      figures.set(rows, strips);
    }
    int done = 0;
    for (Sheet.Strip strip : strips) {
      writeBlock(figures.text(), rows, done, strip.top() + 1);
      deflater.startBlock(figures.pictures());
      for (int y = 1; y < strip.height(); y++) {
        writeRow(rows.row(strip.top() + y), y, strip.recurring());
      }
      deflater.endBlock();
      done = strip.bottom();
    }
    writeBlock(figures.text(), rows, done, rows.count());
  }

  /** Copies what was compressed before. */
  private void writeRow(byte[] row, int y, List<Sheet.Placed> pictures) {
    int done = 0;
    for (Sheet.Placed placed : pictures) {
      deflater.write(row, done, 1 + 3 * placed.left());
      deflater.write(figures.rows(placed.picture()), y);
      done = 1 + 3 * placed.right();
    }
    deflater.write(row, done, row.length);
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

  /**
   * A figure that is drawn, and where it shows pictures that other figures of the image show too.
   *
   * @param pixels red, green and blue of {@code width * height} pixels, row-major, and whatever
   *     behind them
   * @param strips from top to bottom; they don't overlap
   */
  @SuppressWarnings("ArrayRecordComponent") // Written to a file at once, never compared.
  public record Sheet(byte[] pixels, int width, int height, List<Strip> strips) {

    /**
     * A row of pictures of one height, one or more of which other figures show too.
     *
     * @param recurring those, from left to right
     */
    public record Strip(int top, List<Placed> recurring) {

      public int height() {
        return recurring.get(0).picture().height();
      }

      public int bottom() {
        return top + height();
      }
    }

    /** A picture of which each pixel is on the sheet. */
    public record Placed(RgbImage picture, int left) {

      public int right() {
        return left + picture.width();
      }
    }
  }
}
