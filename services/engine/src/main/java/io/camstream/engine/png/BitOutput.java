package io.camstream.engine.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are filled bit by bit, lowest bit first. For one thread. */
final class BitOutput {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of a code; as many as a shift of a long looks at. */
  static final int LENGTH_BITS = 6;

  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  /** With those of a byte that is not full yet they make less than a long. */
  private static final int MOST_BITS = Long.SIZE - Byte.SIZE;

  private byte[] bytes;
  private int position;
  private long waiting;
  private int waitingBits;

  /**
   * @param expected bytes; more are made room for
   */
  BitOutput(int expected) {
    this.bytes = new byte[Math.max(64, expected)];
  }

  /** Forgets what was written, and keeps the room for it. */
  void clear() {
    position = 0;
    waiting = 0;
    waitingBits = 0;
  }

  /** Bytes that it has room for. */
  int capacity() {
    return bytes.length;
  }

  int lengthInBits() {
    return Byte.SIZE * position + waitingBits;
  }

  /** Whole bytes written so far. */
  int length() {
    return position;
  }

  /** Appends the lowest bits of a number, {@value #MOST_BITS} at most; the others must be 0. */
  void bits(long value, int count) {
    reserve(Long.BYTES);
    waiting |= value << waitingBits;
    waitingBits += count;
    LONG.set(bytes, position, waiting);
    position += waitingBits >>> 3;
    waiting >>>= waitingBits & ~7;
    waitingBits &= 7;
  }

  /** A code as {@link #code} takes it. */
  static long packed(long bits, int count) {
    return bits << LENGTH_BITS | count;
  }

  /** Appends a code: in the lowest six bits how many bits it has, and above them these bits. */
  void code(long code) {
    bits(code >>> LENGTH_BITS, (int) (code & LENGTH_MASK));
  }

  /**
   * Appends the codes of bytes up to the first eight zeros in a row that are found, or to the end.
   *
   * @return index of the first byte that was left
   */
  int bytes(byte[] source, int from, int end, PairCodes codes) {
    reserve(2 * (end - from) + Long.BYTES);
    int[] pairs = codes.pairs();
    byte[] target = bytes;
    int at = position;
    long pending = waiting;
    int count = waitingBits;
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long eight = ZeroRuns.eight(source, i);
      if (eight == 0) {
        break;
      }
      int first = pairs[(int) (eight >>> 48)];
      int second = pairs[(int) (eight >>> 32) & 0xffff];
      int third = pairs[(int) (eight >>> 16) & 0xffff];
      int fourth = pairs[(int) eight & 0xffff];
      // A shift looks at the lowest six bits of its distance only, and they are the code's length.
      long upper = first >>> LENGTH_BITS | (long) (second >>> LENGTH_BITS) << first;
      long lower = third >>> LENGTH_BITS | (long) (fourth >>> LENGTH_BITS) << third;
      int upperBits = first + second & LENGTH_MASK;
      int lowerBits = third + fourth & LENGTH_MASK;
      if (upperBits + lowerBits <= MOST_BITS) { // Nearly always.
        upper |= lower << upperBits;
        upperBits += lowerBits;
        lowerBits = 0;
      }
      do {
        pending |= upper << count;
        count += upperBits;
        LONG.set(target, at, pending);
        at += count >>> 3;
        pending >>>= count & ~7;
        count &= 7;
        upper = lower;
        upperBits = lowerBits;
        lowerBits = 0;
      } while (upperBits > 0);
    }
    position = at;
    waiting = pending;
    waitingBits = count;
    if (end - i < Long.BYTES) {
      for (; i < end; i++) {
        codes.write(source[i], this);
      }
    }
    return i;
  }

  /** Appends what another output has between two places, counted in bits from its start. */
  void append(BitOutput other, int from, int end) {
    other.reserve(Long.BYTES);
    for (int i = from; i < end; i += MOST_BITS) {
      int count = Math.min(MOST_BITS, end - i);
      long bits = (long) LONG.get(other.bytes, i >>> 3) >>> (i & 7);
      bits(bits & -1L >>> (Long.SIZE - count), count);
    }
  }

  /** Fills the current byte up with zeros. */
  void align() {
    if (waitingBits > 0) {
      bits(0, Byte.SIZE - waitingBits);
    }
  }

  /** Appends the whole bytes written so far to a buffer. */
  void copyTo(ByteBuffer target) {
    target.put(bytes, 0, position);
  }

  private void reserve(int more) {
    if (bytes.length - position < more) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, (long) position + more));
    }
  }
}
