package io.camstream.engine.png;

/** The codes of any two bytes that follow each other, each as one. For one thread. */
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

  /** Each byte's code behind a first one. One index for all arrays, as in {@link FilteredRows}. */
  private void follow(int first, int length, int[] codes, int[] lengths) {
    int shift = length + BitOutput.LENGTH_BITS;
    for (int second = 0; second < followed.length; second++) {
      followed[second] = first + (codes[second] << shift) + lengths[second];
    }
  }

  /** Of two bytes, the first one higher: bits above, unsigned, and in the lowest six how many. */
  int[] pairs() {
    return pairs;
  }

  void write(byte value, BitOutput out) {
    out.code(single[value & 0xff]);
  }
}
