package io.camstream.engine.rendering;

import java.util.Arrays;

/**
 * Compresses filtered rows of RGB pixels into a zlib stream (RFC 1950, 1951). Of all repetitions it
 * only looks for a pixel like the one before it, which after filtering is nearly all there is in a
 * drawing; all else is left to a Huffman code made for each block. For one picture and one thread.
 */
final class RowDeflater {

  private static final int PIXELS_IN_BLOCK = 1 << 18;

  /** Of a repetition: 258 bytes, the most that the format knows. */
  private static final int MOST_PIXELS = 86;

  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH_SYMBOL = 257;
  private static final int SYMBOLS = 286;

  /** Distance symbol of a repetition three bytes back. */
  private static final int DISTANCE_SYMBOL = 2;

  private static final int DYNAMIC_BLOCK = 2;

  /** How many lengths of the code for code lengths there are, and how many it has itself. */
  private static final int LENGTH_CODES = 19;

  private static final int REPEAT_CODES = 3;

  /** Symbol, extra bits and their value, of a repetition of n pixels. */
  private static final int[][] LENGTHS = lengths();

  /** A pixel as 24 bits, {@code −n} for n repetitions, or {@code ROW_START} and the filter. */
  private final int[] tokens;

  private static final int ROW_START = 1 << 24;

  private final long[] counts = new long[SYMBOLS];
  private final BitWriter bits = new BitWriter();
  private int size;

  /**
   * @param width pixels in a row
   */
  RowDeflater(int width) {
    this.tokens = new int[PIXELS_IN_BLOCK + width + 1];
    bits.write(0x78, 8); // Deflate with a window of 32 kB.
    bits.write(0x01, 8); // Fastest; no dictionary.
  }

  private static int[][] lengths() {
    int[][] lengths = new int[MOST_PIXELS + 1][];
    for (int pixels = 1; pixels <= MOST_PIXELS; pixels++) {
      lengths[pixels] = length(3 * pixels);
    }
    return lengths;
  }

  /** RFC 1951, 3.2.5: from 8 on, each group of four symbols has one extra bit more. */
  private static int[] length(int bytes) {
    if (bytes == 3 * MOST_PIXELS) {
      return new int[] {SYMBOLS - 1, 0, 0};
    }
    int offset = bytes - 3;
    int extra = Math.max(0, 29 - Integer.numberOfLeadingZeros(offset));
    int symbol = FIRST_LENGTH_SYMBOL + 4 * extra + (offset >> extra);
    return new int[] {symbol, extra, offset & ((1 << extra) - 1)};
  }

  /** Adds a row: its filter, and three bytes for each pixel. */
  void add(byte[] row) {
    if (size >= PIXELS_IN_BLOCK) {
      block(false);
    }
    token(ROW_START | row[0]);
    counts[row[0]]++;
    int before = -1; // The first pixel of a row has none before it.
    int repeated = 0;
    for (int i = 1; i < row.length; i += 3) {
      int pixel = (row[i] & 0xff) << 16 | (row[i + 1] & 0xff) << 8 | (row[i + 2] & 0xff);
      if (pixel == before) {
        repeated++;
        continue;
      }
      repeat(repeated);
      repeated = 0;
      token(pixel);
      counts[pixel >> 16]++;
      counts[pixel >> 8 & 0xff]++;
      counts[pixel & 0xff]++;
      before = pixel;
    }
    repeat(repeated);
  }

  private void repeat(int pixels) {
    for (int left = pixels; left > 0; left -= MOST_PIXELS) {
      int now = Math.min(left, MOST_PIXELS);
      token(-now);
      counts[LENGTHS[now][0]]++;
    }
  }

  private void token(int token) {
    tokens[size++] = token;
  }

  /**
   * The whole stream; nothing can be added afterwards.
   *
   * @param checksum Adler-32 of all rows
   */
  byte[] finish(int checksum) {
    block(true);
    bits.align();
    for (int shift = 24; shift >= 0; shift -= 8) {
      bits.write(checksum >>> shift & 0xff, 8);
    }
    return bits.toBytes();
  }

  private void block(boolean last) {
    counts[END_OF_BLOCK] = 1;
    HuffmanCode code = HuffmanCode.of(counts);
    bits.write(last ? 1 : 0, 1);
    bits.write(DYNAMIC_BLOCK, 2);
    writeLengths(code);
    for (int i = 0; i < size; i++) {
      int token = tokens[i];
      if (token < 0) {
        int[] length = LENGTHS[-token];
        write(code, length[0]);
        bits.write(length[2], length[1]);
        bits.write(0, 1); // The only distance.
      } else if (token >= ROW_START) {
        write(code, token - ROW_START);
      } else {
        writePixel(code, token >> 16, token >> 8 & 0xff, token & 0xff);
      }
    }
    write(code, END_OF_BLOCK);
    Arrays.fill(counts, 0);
    size = 0;
  }

  /** Three symbols of at most 15 bits in one go. */
  private void writePixel(HuffmanCode code, int red, int green, int blue) {
    int first = code.length(red);
    int second = first + code.length(green);
    long value =
        code.bits(red) | (long) code.bits(green) << first | (long) code.bits(blue) << second;
    bits.write(value, second + code.length(blue));
  }

  private void write(HuffmanCode code, int symbol) {
    bits.write(code.bits(symbol), code.length(symbol));
  }

  /**
   * The block's code (RFC 1951, 3.2.7). The lengths 0 to 15 are written as they are, in four bits
   * each; a code for them would save a hundred bytes.
   */
  private void writeLengths(HuffmanCode code) {
    bits.write(SYMBOLS - 257, 5);
    bits.write(DISTANCE_SYMBOL, 5);
    bits.write(LENGTH_CODES - 4, 4);
    for (int i = 0; i < LENGTH_CODES; i++) {
      bits.write(i < REPEAT_CODES ? 0 : 4, 3);
    }
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      writeLength(code.length(symbol));
    }
    for (int distance = 0; distance <= DISTANCE_SYMBOL; distance++) {
      writeLength(distance == DISTANCE_SYMBOL ? 1 : 0);
    }
  }

  private void writeLength(int length) {
    bits.write(HuffmanCode.reversed(length, 4), 4);
  }
}
