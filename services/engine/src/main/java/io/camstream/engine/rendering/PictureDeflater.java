package io.camstream.engine.rendering;

import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Compresses filtered rows of pictures to a zlib stream (RFC 1950, RFC 1951) with a Huffman code
 * for each block, and of all repetitions only runs of zeros.
 *
 * <p>Filtered photographs are noise around zero, and runs of zeros where they are even. Searching
 * them for other repetitions takes most of zlib's time, and at its fastest level makes files
 * longer. Runs are looked for eight bytes at a time, and what is shorter is written byte by byte.
 * For one thread.
 */
final class PictureDeflater {

  /** Large against the table of a code, small against the differences within a picture. */
  private static final int BLOCK = 1 << 17;

  private static final int END_OF_BLOCK = 256;
  private static final int LITERALS_AND_LENGTHS = 286;

  /** Counters of each byte, taken in turns. */
  private static final int LANES = 4;

  private static final int[] ORDER_OF_LENGTHS = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final byte[] block = new byte[BLOCK];
  private final int[] counts = new int[LANES * 256];
  private final int[] runs = new int[RunLength.LONGEST + 1];
  private final PairCodes codes = new PairCodes();
  private final long[] runCodes = new long[RunLength.LONGEST + 1];
  private final Adler32 checksum = new Adler32();
  private final BitOutput out;
  private int used;

  PictureDeflater(BitOutput out) {
    this.out = out;
  }

  /** Starts a stream; another one must have been finished. */
  void start() {
    checksum.reset();
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
    count();
    HuffmanCode code = HuffmanCode.of(frequencies(), PairCodes.LONGEST);
    out.bits(0b100, 3); // Not the last block; with its own code.
    writeCode(code);
    pack(code);
    writeBytes();
    out.bits(code.codes()[END_OF_BLOCK], code.lengths()[END_OF_BLOCK]);
    used = 0;
  }

  /** Counts bytes and runs exactly as {@link #writeBytes} writes them. */
  private void count() {
    Arrays.fill(counts, 0);
    Arrays.fill(runs, 0);
    int i = 0;
    while (i < used) {
      i = countBytes(i);
      int end = ZeroRuns.end(block, i, used);
      int left = end - i;
      if (left > 0 && startsWithZero(i)) {
        counts[0]++;
        left--;
      }
      while (left > 0) {
        int run = RunLength.first(left);
        runs[run]++;
        left -= run;
      }
      i = end;
    }
  }

  /**
   * Counts bytes up to eight zeros in a row. Neighbours are counted apart, because they are often
   * the same, and a processor waits where it adds to the same counter again at once.
   */
  private int countBytes(int from) {
    int i = from;
    for (; i + Long.BYTES <= used; i += Long.BYTES) {
      long eight = ZeroRuns.eight(block, i);
      if (eight == 0) {
        return i;
      }
      countFour((int) eight);
      countFour((int) (eight >>> Integer.SIZE));
    }
    for (; i < used; i++) {
      counts[block[i] & 0xff]++;
    }
    return i;
  }

  private void countFour(int bytes) {
    counts[bytes & 0xff]++;
    counts[256 + (bytes >>> 8 & 0xff)]++;
    counts[512 + (bytes >>> 16 & 0xff)]++;
    counts[768 + (bytes >>> 24)]++;
  }

  /** Whether what a run at a place is to repeat must be written first. */
  private boolean startsWithZero(int i) {
    return i == 0 || block[i - 1] != 0;
  }

  private int[] frequencies() {
    int[] frequencies = new int[LITERALS_AND_LENGTHS];
    for (int i = 0; i < counts.length; i++) {
      frequencies[i & 0xff] += counts[i];
    }
    frequencies[END_OF_BLOCK] = 1;
    for (int run = RunLength.SHORTEST; run <= RunLength.LONGEST; run++) {
      frequencies[RunLength.of(run).symbol()] += runs[run];
    }
    return frequencies;
  }

  /** Puts each code into one number, as {@link BitOutput#code} takes it. */
  private void pack(HuffmanCode code) {
    codes.set(code);
    for (int run = RunLength.SHORTEST; run <= RunLength.LONGEST; run++) {
      RunLength length = RunLength.of(run);
      int symbolBits = code.lengths()[length.symbol()];
      long bits = code.codes()[length.symbol()] | length.extra() << symbolBits;
      // And a 0 for distance 1.
      runCodes[run] = BitOutput.packed(bits, symbolBits + length.extraBits() + 1);
    }
  }

  private void writeBytes() {
    int i = 0;
    while (i < used) {
      i = out.bytes(block, i, used, codes);
      int end = ZeroRuns.end(block, i, used);
      int left = end - i;
      if (left > 0 && startsWithZero(i)) {
        codes.write((byte) 0, out);
        left--;
      }
      while (left > 0) {
        int run = RunLength.first(left);
        out.code(runCodes[run]);
        left -= run;
      }
      i = end;
    }
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
}
