package io.camstream.engine.png;

import java.util.Arrays;

/**
 * How often bytes and runs of zeros occur in what is to be compressed, exactly as {@link BlockCode}
 * writes them, or in a sample of it. For one thread.
 */
final class SymbolCounts {

  static final int END_OF_BLOCK = 256;

  private static final int LITERALS_AND_LENGTHS = 286;

  /** Counters of each byte, taken in turns. */
  private static final int LANES = 4;

  private static final int SAMPLED = 4;

  private final int[] bytes = new int[LANES * 256];
  private final int[] runs = new int[RunLength.LONGEST + 1];

  void clear() {
    Arrays.fill(bytes, 0);
    Arrays.fill(runs, 0);
  }

  /** Adds every fourth row, which is as good as all of them. */
  void sample(FilteredRows rows, int from, int end) {
    for (int y = from; y < end; y += SAMPLED) {
      add(rows.row(y));
    }
  }

  void add(byte[] source) {
    int i = 0;
    while (i < source.length) {
      i = addBytes(source, i);
      int end = ZeroRuns.end(source, i, source.length);
      int left = end - i;
      if (left > 0 && ZeroRuns.startsWithZero(source, 0, i)) {
        bytes[0]++;
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
  private int addBytes(byte[] source, int from) {
    int i = from;
    for (; i + Long.BYTES <= source.length; i += Long.BYTES) {
      long eight = ZeroRuns.eight(source, i);
      if (eight == 0) {
        return i;
      }
      addFour((int) eight);
      addFour((int) (eight >>> Integer.SIZE));
    }
    for (; i < source.length; i++) {
      bytes[source[i] & 0xff]++;
    }
    return i;
  }

  private void addFour(int four) {
    bytes[four & 0xff]++;
    bytes[256 + (four >>> 8 & 0xff)]++;
    bytes[512 + (four >>> 16 & 0xff)]++;
    bytes[768 + (four >>> 24)]++;
  }

  /** A code for what was counted, in which all else can be written too. */
  HuffmanCode code() {
    int[] frequencies = new int[LITERALS_AND_LENGTHS];
    Arrays.fill(frequencies, 1);
    for (int i = 0; i < bytes.length; i++) {
      frequencies[i & 0xff] += bytes[i];
    }
    for (int run = RunLength.SHORTEST; run <= RunLength.LONGEST; run++) {
      frequencies[RunLength.of(run).symbol()] += runs[run];
    }
    return HuffmanCode.of(frequencies, PairCodes.LONGEST);
  }
}
