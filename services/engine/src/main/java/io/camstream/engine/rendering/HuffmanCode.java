package io.camstream.engine.rendering;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A canonical Huffman code as deflate has it (RFC 1951, 3.2.2): no code is longer than 15 bits, and
 * codes are kept bit-reversed, ready to be written lowest bit first.
 */
final class HuffmanCode {

  private static final int MOST_BITS = 15;

  private final int[] lengths;
  private final int[] bits;

  private HuffmanCode(int[] lengths) {
    this.lengths = lengths;
    this.bits = canonical(lengths);
  }

  /**
   * A code for symbols.
   *
   * @param counts how often each occurs; one that does not occur gets no code
   */
  static HuffmanCode of(long[] counts) {
    long[] weights = counts.clone();
    int[] lengths = lengths(weights);
    while (longest(lengths) > MOST_BITS) {
      // Flatter counts make a flatter tree.
      for (int symbol = 0; symbol < weights.length; symbol++) {
        weights[symbol] = (weights[symbol] + 1) / 2;
      }
      lengths = lengths(weights);
    }
    return new HuffmanCode(lengths);
  }

  private record Node(long count, int order, int symbol, Node left, Node right) {}

  private static int[] lengths(long[] counts) {
    PriorityQueue<Node> open =
        new PriorityQueue<>(Comparator.comparingLong(Node::count).thenComparingInt(Node::order));
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        open.add(new Node(counts[symbol], symbol, symbol, null, null));
      }
    }
    int[] lengths = new int[counts.length];
    if (open.size() == 1) {
      lengths[open.remove().symbol()] = 1;
      return lengths;
    }
    int order = counts.length;
    while (open.size() > 1) {
      Node left = open.remove();
      Node right = open.remove();
      open.add(new Node(left.count() + right.count(), order++, -1, left, right));
    }
    measure(open.remove(), 0, lengths);
    return lengths;
  }

  private static void measure(Node node, int depth, int[] lengths) {
    if (node.symbol() >= 0) {
      lengths[node.symbol()] = depth;
      return;
    }
    measure(node.left(), depth + 1, lengths);
    measure(node.right(), depth + 1, lengths);
  }

  private static int longest(int[] lengths) {
    int longest = 0;
    for (int length : lengths) {
      longest = Math.max(longest, length);
    }
    return longest;
  }

  private static int[] canonical(int[] lengths) {
    int[] ofLength = new int[MOST_BITS + 2];
    for (int length : lengths) {
      ofLength[length + 1] += length > 0 ? 1 : 0;
    }
    int[] next = new int[MOST_BITS + 1];
    for (int length = 1; length <= MOST_BITS; length++) {
      next[length] = (next[length - 1] + ofLength[length]) << 1;
    }
    int[] bits = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        bits[symbol] = reversed(next[lengths[symbol]]++, lengths[symbol]);
      }
    }
    return bits;
  }

  /** The lowest bits of a value in the opposite order. */
  static int reversed(int value, int count) {
    return count == 0 ? 0 : Integer.reverse(value) >>> (Integer.SIZE - count);
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  /** To be written lowest bit first. */
  int bits(int symbol) {
    return bits[symbol];
  }
}
