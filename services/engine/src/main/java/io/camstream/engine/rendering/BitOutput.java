package io.camstream.engine.rendering;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are filled bit by bit, lowest bit first. For one thread. */
final class BitOutput {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST = 32;

  private byte[] bytes;
  private int position;
  private long pending;
  private int pendingBits;

  /**
   * @param expected bytes; more are made room for
   */
  BitOutput(int expected) {
    this.bytes = new byte[Math.max(64, expected)];
  }

  /** Appends the lowest bits of a number, 32 at most; the others must be 0. */
  void bits(long value, int count) {
    reserve(Integer.BYTES);
    pending |= value << pendingBits;
    pendingBits += count;
    flush();
  }

  /**
   * Appends what stands for each token.
   *
   * @param codes of each token: in the lowest six bits how many bits it has, 32 at most, and above
   *     them these bits
   */
  void all(short[] tokens, int length, long[] codes) {
    reserve(Integer.BYTES * (length + 1));
    byte[] target = bytes;
    int at = position;
    long waiting = pending;
    int waitingBits = pendingBits;
    for (int i = 0; i < length; i++) {
      long code = codes[tokens[i]];
      waiting |= (code >>> 6) << waitingBits;
      waitingBits += (int) code & 63;
      if (waitingBits >= LONGEST) {
        INT.set(target, at, (int) waiting);
        at += Integer.BYTES;
        waiting >>>= LONGEST;
        waitingBits -= LONGEST;
      }
    }
    position = at;
    pending = waiting;
    pendingBits = waitingBits;
  }

  /** Fills the current byte up with zeros. */
  void align() {
    while (pendingBits > 0) {
      reserve(1);
      bytes[position++] = (byte) pending;
      pending >>>= Byte.SIZE;
      pendingBits = Math.max(0, pendingBits - Byte.SIZE);
    }
  }

  /** What was written; whole bytes only. */
  byte[] toBytes() {
    align();
    return Arrays.copyOf(bytes, position);
  }

  private void flush() {
    if (pendingBits >= LONGEST) {
      INT.set(bytes, position, (int) pending);
      position += Integer.BYTES;
      pending >>>= LONGEST;
      pendingBits -= LONGEST;
    }
  }

  private void reserve(int more) {
    if (bytes.length - position < more) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, (long) position + more));
    }
  }
}
