package io.camstream.engine.rendering;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are filled from their lowest bit on. */
final class BitWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_SIZE = 1 << 16;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private long waiting;
  private int waitingBits;

  /**
   * @param count 0 to 56; higher bits of the value are 0
   */
  void write(long value, int count) {
    waiting |= value << waitingBits;
    waitingBits += count;
    if (size + Long.BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, bytes.length));
    }
    LONGS.set(bytes, size, waiting);
    size += waitingBits >>> 3;
    waiting >>>= waitingBits & ~7;
    waitingBits &= 7;
  }

  /** Goes on at the next whole byte. */
  void align() {
    write(0, -waitingBits & 7);
  }

  /** All that was written; what is left of the last byte is 0. */
  byte[] toBytes() {
    align();
    return Arrays.copyOf(bytes, size);
  }
}
