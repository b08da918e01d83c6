package io.camstream.engine.png;

/** Huffman codes of all pairs of bytes, so that two bytes take one table lookup. For one thread. */
final class PairCodes {

  /** Bits of the longest code of a byte, so that a pair and its length fit an int. */
  static final int LONGEST = 13;

  private final int[] pairs = new int[1 << 16];
  private final int[] single = new int[256];
  private final int[] followed = new int[256];

  /** Takes the codes of bytes from a Huffman code, in which each byte has one. */
  void set(HuffmanCode code) {
    for (int value = 0; value < single.length; value++) {
      single[value] = code.codes()[value] << BitOutput.LENGTH_BITS | code.lengths()[value];
    }
    for (int first = 0; first < single.length; first++) {
      follow(single[first], code.lengths()[first], code.codes(), code.lengths());
      System.arraycopy(followed, 0, pairs, first << Byte.SIZE, followed.length);
    }
  }

  /**
   * Codes of each byte after a first one. Uses one loop index so that C2 (JDK 17) vectorises the
   * loop.
   */
  private void follow(int first, int length, int[] codes, int[] lengths) {
    int shift = length + BitOutput.LENGTH_BITS;
    for (int second = 0; second < followed.length; second++) {
      followed[second] = first + (codes[second] << shift) + lengths[second];
    }
  }

  /**
   * Code of each byte pair (first byte in the high 8 bits of the index): code bits in the upper 26
   * bits, code length in the lowest 6.
   */
  int[] pairs() {
    return pairs;
  }

  void write(byte value, BitOutput out) {
    out.code(single[value & 0xff]);
  }
}
