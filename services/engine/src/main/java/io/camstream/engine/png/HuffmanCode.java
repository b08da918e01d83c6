package io.camstream.engine.png;

import java.util.Arrays;

/**
 * A canonical Huffman code as deflate has it (RFC 1951, section 3.2.2).
 *
 * @param lengths bits of each symbol's code; 0 for a symbol that does not occur
 * @param codes of each symbol, first bit lowest, as they are written
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one block, never compared.
record HuffmanCode(int[] lengths, int[] codes) {

  /** Bits of the longest code that deflate allows. */
  private static final int LONGEST = 15;

  private static final int SYMBOL_BITS = 10;
  private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

  /**
   * The code for symbols of these frequencies, of which two or more must occur.
   *
   * @param longest most bits of a code, enough for all symbols. Where the best code is longer, it
   *     is bent until it fits
   */
  static HuffmanCode of(int[] frequencies, int longest) {
    long[] leaves = rising(frequencies);
    int[] ofLength = limited(depths(leaves), longest);
    int[] lengths = new int[frequencies.length];
    int leaf = 0;
    for (int length = longest; length > 0; length--) {
      for (int n = 0; n < ofLength[length]; n++) {
        lengths[(int) leaves[leaf++] & SYMBOL_MASK] = length;
      }
    }
    return new HuffmanCode(lengths, codes(lengths));
  }

  /** Joins the two rarest trees until one is left: two queues, both in rising order. */
  private static int[] depths(long[] leaves) {
    int count = leaves.length;
    long[] weights = new long[2 * count - 1];
    int[] parents = new int[2 * count - 1];
    for (int i = 0; i < count; i++) {
      weights[i] = leaves[i] >> SYMBOL_BITS;
    }
    int leaf = 0;
    int tree = count;
    for (int next = count; next < weights.length; next++) {
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = leaf < count && (tree == next || weights[leaf] <= weights[tree]);
        int taken = takeLeaf ? leaf++ : tree++;
        weights[next] += weights[taken];
        parents[taken] = next;
      }
    }
    int[] depths = new int[weights.length];
    for (int i = weights.length - 2; i >= 0; i--) {
      depths[i] = depths[parents[i]] + 1;
    }
    return Arrays.copyOf(depths, count);
  }

  /**
   * How many codes to have of each length. Codes that are too long are cut, which takes up more
   * than there is; then, one by one, the longest code that can be is lengthened to share its place
   * with one of the longest.
   */
  private static int[] limited(int[] depths, int longest) {
    int[] ofLength = new int[longest + 1];
    int taken = 0; // In codes of the greatest length; all there are is 2^longest.
    for (int depth : depths) {
      int length = Math.min(depth, longest);
      ofLength[length]++;
      taken += 1 << (longest - length);
    }
    for (; taken > 1 << longest; taken--) {
      int shared = longest - 1;
      while (ofLength[shared] == 0) {
        shared--;
      }
      ofLength[shared]--;
      ofLength[shared + 1] += 2;
      ofLength[longest]--;
    }
    return ofLength;
  }

  /** The symbols that occur, each below its frequency's bits, the rarest first. */
  private static long[] rising(int[] frequencies) {
    long[] leaves = new long[frequencies.length];
    int count = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      if (frequencies[symbol] > 0) {
        leaves[count++] = (long) frequencies[symbol] << SYMBOL_BITS | symbol;
      }
    }
    Arrays.sort(leaves, 0, count);
    return Arrays.copyOf(leaves, count);
  }

  private static int[] codes(int[] lengths) {
    int[] ofLength = new int[LONGEST + 1];
    for (int length : lengths) {
      ofLength[length]++;
    }
    ofLength[0] = 0;
    int[] next = new int[LONGEST + 1];
    for (int length = 1; length <= LONGEST; length++) {
      next[length] = (next[length - 1] + ofLength[length - 1]) << 1;
    }
    int[] codes = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
      }
    }
    return codes;
  }
}
