package io.camstream.engine.png;

/**
 * The code of a block of deflate (RFC 1951, section 3.2.7) for bytes and runs of zeros, made ready
 * for writing. Runs are looked for eight bytes at a time, and what is shorter is written byte by
 * byte. For one thread.
 */
final class BlockCode {

  private static final int[] ORDER_OF_LENGTHS = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final PairCodes bytes = new PairCodes();
  private final long[] runs = new long[RunLength.LONGEST + 1];
  private HuffmanCode code;

  /** Takes the code of counts, whatever it was before. */
  void set(SymbolCounts counts) {
    code = counts.code();
    bytes.set(code);
    for (int run = RunLength.SHORTEST; run <= RunLength.LONGEST; run++) {
      RunLength length = RunLength.of(run);
      int symbolBits = code.lengths()[length.symbol()];
      long bits = code.codes()[length.symbol()] | length.extra() << symbolBits;
      // And a 0 for distance 1.
      runs[run] = BitOutput.packed(bits, symbolBits + length.extraBits() + 1);
    }
  }

  /** Writes a part of an array without reference to what is before it. */
  void write(byte[] source, int from, int end, BitOutput out) {
    int i = from;
    while (i < end) {
      i = out.bytes(source, i, end, bytes);
      int endOfZeros = ZeroRuns.end(source, i, end);
      int left = endOfZeros - i;
      if (left > 0 && ZeroRuns.startsWithZero(source, from, i)) {
        bytes.write((byte) 0, out);
        left--;
      }
      while (left > 0) {
        int run = RunLength.first(left);
        out.code(runs[run]);
        left -= run;
      }
      i = endOfZeros;
    }
  }

  /** Starts a block, which is not the last one. */
  void writeStart(BitOutput out) {
    out.bits(0b100, 3);
    writeLengths(out);
  }

  void writeEnd(BitOutput out) {
    out.bits(code.codes()[SymbolCounts.END_OF_BLOCK], code.lengths()[SymbolCounts.END_OF_BLOCK]);
  }

  /** The lengths of all codes, themselves Huffman coded. Every symbol has one. */
  private void writeLengths(BitOutput out) {
    int[] frequencies = new int[ORDER_OF_LENGTHS.length];
    frequencies[1] = 2; // Of distance 1, the only one; decoders want a second code.
    for (int length : code.lengths()) {
      frequencies[length]++;
    }
    HuffmanCode ofLengths = HuffmanCode.of(frequencies, 7);
    out.bits(code.lengths().length - 257, 5);
    out.bits(1, 5);
    out.bits(ORDER_OF_LENGTHS.length - 4, 4);
    for (int symbol : ORDER_OF_LENGTHS) {
      out.bits(ofLengths.lengths()[symbol], 3);
    }
    for (int length : code.lengths()) {
      out.bits(ofLengths.codes()[length], ofLengths.lengths()[length]);
    }
    out.bits(ofLengths.codes()[1], ofLengths.lengths()[1]);
    out.bits(ofLengths.codes()[1], ofLengths.lengths()[1]);
  }
}
