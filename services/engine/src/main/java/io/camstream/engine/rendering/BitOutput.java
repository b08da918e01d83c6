package io.camstream.engine.rendering;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are filled bit by bit, lowest bit first. For one thread. */
final class BitOutput {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bits of the longest code of a byte: four of them and seven bits that wait fit a long. */
  static final int LONGEST_OF_BYTE = 14;

  private static final int LENGTH_BITS = 6;
  private static final long LENGTH_MASK = (1 << LENGTH_BITS) - 1;

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

  /** Appends the lowest bits of a number, 57 at most; the others must be 0. */
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
   * @param codes of each byte, as in {@link #code}, of {@value #LONGEST_OF_BYTE} bits at most
   * @return index of the first byte that was left
   */
  int bytes(byte[] source, int from, int end, long[] codes) {
    reserve(2 * (end - from) + Long.BYTES);
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
      for (int half = 0; half < Long.SIZE; half += Integer.SIZE) {
        long code = four((int) (eight >>> half), codes);
        pending |= code >>> LENGTH_BITS << count;
        count += (int) (code & LENGTH_MASK);
        LONG.set(target, at, pending);
        at += count >>> 3;
        pending >>>= count & ~7;
        count &= 7;
      }
    }
    position = at;
    waiting = pending;
    waitingBits = count;
    if (end - i < Long.BYTES) {
      for (; i < end; i++) {
        code(codes[source[i] & 0xff]);
      }
    }
    return i;
  }

  /** The codes of four bytes, the lowest first, as one. */
  private static long four(int bytes, long[] codes) {
    long low = joined(codes[bytes & 0xff], codes[bytes >>> 8 & 0xff]);
    long high = joined(codes[bytes >>> 16 & 0xff], codes[bytes >>> 24]);
    return joined(low, high);
  }

  /** Two codes as one. A shift takes no more than the lowest six bits of its distance. */
  private static long joined(long first, long second) {
    return first + ((second & ~LENGTH_MASK) << first) + (second & LENGTH_MASK);
  }

  /** Fills the current byte up with zeros. */
  void align() {
    if (waitingBits > 0) {
      bits(0, Byte.SIZE - waitingBits);
    }
  }

  /** What was written; whole bytes only. */
  byte[] toBytes() {
    align();
    return Arrays.copyOf(bytes, position);
  }

  private void reserve(int more) {
    if (bytes.length - position < more) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, (long) position + more));
    }
  }
}
