package io.camstream.engine.rendering;

import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Compresses filtered rows of pictures to a zlib stream (RFC 1950, RFC 1951) with a Huffman code
 * for each block, and of all repetitions only runs of one byte.
 *
 * <p>Filtered photographs are noise around zero, and runs of zeros where they are even. Searching
 * them for other repetitions takes most of zlib's time, and at its fastest level makes files
 * longer. Not for text and line drawings. For one thread.
 */
final class PictureDeflater {

  private static final int BLOCK = 1 << 16;
  private static final int LONGEST_RUN = 258;
  private static final int SHORTEST_RUN = 3;
  private static final int END_OF_BLOCK = 256;
  private static final int LENGTH_CODES = 29;
  private static final int LITERALS_AND_LENGTHS = END_OF_BLOCK + 1 + LENGTH_CODES;

  /** Bytes, then runs by length: what a token can be. */
  private static final int TOKENS = 256 + LONGEST_RUN - SHORTEST_RUN + 1;

  private static final int[] ORDER_OF_LENGTHS = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final byte[] block = new byte[BLOCK];
  private final short[] tokens = new short[BLOCK];
  private final int[] counts = new int[TOKENS];
  private final Adler32 checksum = new Adler32();
  private final BitOutput out;
  private int used;

  PictureDeflater(BitOutput out) {
    this.out = out;
    out.bits(0x0178, 16); // Deflate, window of 32 kB, fastest.
  }

  void write(byte[] bytes) {
    checksum.update(bytes);
    int from = 0;
    while (from < bytes.length) {
      int length = Math.min(BLOCK - used, bytes.length - from);
      System.arraycopy(bytes, from, block, used, length);
      used += length;
      from += length;
      if (used == BLOCK) {
        writeBlock();
      }
    }
  }

  void finish() {
    if (used > 0) {
      writeBlock();
    }
    out.bits(0b011, 3); // The last block, with the fixed code, in which it ends at once.
    out.bits(0, 7);
    out.align();
    out.bits(Integer.toUnsignedLong(Integer.reverseBytes((int) checksum.getValue())), 32);
  }

  private void writeBlock() {
    int length = tokenise();
    int[] frequencies = new int[LITERALS_AND_LENGTHS];
    System.arraycopy(counts, 0, frequencies, 0, 256);
    frequencies[END_OF_BLOCK] = 1;
    for (int token = 256; token < TOKENS; token++) {
      frequencies[RunLength.of(token).symbol()] += counts[token];
    }
    HuffmanCode code = HuffmanCode.of(frequencies, 15);
    out.bits(0b100, 3); // Not the last block; with its own code.
    writeCode(code);
    writeTokens(length, code);
    out.bits(code.codes()[END_OF_BLOCK], code.lengths()[END_OF_BLOCK]);
    used = 0;
  }

  /** Finds runs and counts tokens. A token below 256 is a byte, others are runs. */
  private int tokenise() {
    Arrays.fill(counts, 0);
    int length = 0;
    int last = -1;
    int i = 0;
    while (i < used) {
      int value = block[i] & 0xff;
      int token = value;
      int step = 1;
      if (value == last) {
        int end = Math.min(used, i + LONGEST_RUN);
        int next = i + 1;
        while (next < end && block[next] == block[i]) {
          next++;
        }
        if (next - i >= SHORTEST_RUN) {
          step = next - i;
          token = 256 + step - SHORTEST_RUN;
        }
      }
      tokens[length++] = (short) token;
      counts[token]++;
      last = value;
      i += step;
    }
    return length;
  }

  /** The lengths of the code's codes, themselves Huffman coded, runs of zeros shortened. */
  private void writeCode(HuffmanCode code) {
    int count = LITERALS_AND_LENGTHS;
    while (code.lengths()[count - 1] == 0) {
      count--;
    }
    int[] lengths = Arrays.copyOf(code.lengths(), count + 2);
    lengths[count] = 1; // Of distance 1, the only one; decoders want a second code.
    lengths[count + 1] = 1;
    int[] symbols = new int[lengths.length];
    int[] zeros = new int[lengths.length];
    int used = 0;
    for (int i = 0; i < lengths.length; used++) {
      int end = i;
      while (end < lengths.length && lengths[end] == 0 && end - i < 138) {
        end++;
      }
      boolean run = end - i >= 3;
      zeros[used] = run ? end - i : 0;
      symbols[used] = run ? (end - i > 10 ? 18 : 17) : lengths[i];
      i = run ? end : i + 1;
    }
    int[] frequencies = new int[ORDER_OF_LENGTHS.length];
    for (int i = 0; i < used; i++) {
      frequencies[symbols[i]]++;
    }
    HuffmanCode ofLengths = HuffmanCode.of(frequencies, 7);
    out.bits(count - 257, 5);
    out.bits(1, 5);
    out.bits(ORDER_OF_LENGTHS.length - 4, 4);
    for (int symbol : ORDER_OF_LENGTHS) {
      out.bits(ofLengths.lengths()[symbol], 3);
    }
    for (int i = 0; i < used; i++) {
      out.bits(ofLengths.codes()[symbols[i]], ofLengths.lengths()[symbols[i]]);
      if (symbols[i] == 17) {
        out.bits(zeros[i] - 3, 3);
      } else if (symbols[i] == 18) {
        out.bits(zeros[i] - 11, 7);
      }
    }
  }

  private void writeTokens(int length, HuffmanCode code) {
    long[] codes = new long[TOKENS];
    for (int token = 0; token < 256; token++) {
      codes[token] = (long) code.codes()[token] << 6 | code.lengths()[token];
    }
    for (int token = 256; token < TOKENS; token++) {
      RunLength run = RunLength.of(token);
      int symbolBits = code.lengths()[run.symbol()];
      long bits = code.codes()[run.symbol()] | run.extra() << symbolBits;
      codes[token] = bits << 6 | symbolBits + run.extraBits() + 1; // A 0 for distance 1.
    }
    out.all(tokens, length, codes);
  }

  /**
   * How deflate writes the length of a run (RFC 1951, section 3.2.5).
   *
   * @param extra bits after the symbol, {@code extraBits} of them
   */
  private record RunLength(int symbol, int extra, int extraBits) {

    private static final RunLength[] ALL = all();

    static RunLength of(int token) {
      return ALL[token - 256];
    }

    private static RunLength[] all() {
      RunLength[] all = new RunLength[TOKENS - 256];
      int first = 0;
      for (int i = 0; i < LENGTH_CODES - 1; i++) {
        int extraBits = i < 8 ? 0 : (i - 4) / 4;
        for (int extra = 0; extra < 1 << extraBits; extra++) {
          all[first + extra] = new RunLength(END_OF_BLOCK + 1 + i, extra, extraBits);
        }
        first += 1 << extraBits;
      }
      all[LONGEST_RUN - SHORTEST_RUN] = new RunLength(END_OF_BLOCK + LENGTH_CODES, 0, 0);
      return all;
    }
  }
}
