package io.camstream.engine.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, and where zeros end. */
final class ZeroRuns {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private ZeroRuns() {}

  /** Eight bytes of an array, the first one highest. */
  static long eight(byte[] bytes, int from) {
    return (long) LONG.get(bytes, from);
  }

  /** Index of the first byte from a place on that is not zero; {@code end} where there is none. */
  static int end(byte[] bytes, int from, int end) {
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long eight = eight(bytes, i);
      if (eight != 0) {
        return i + Long.numberOfLeadingZeros(eight) / Byte.SIZE;
      }
    }
    while (i < end && bytes[i] == 0) {
      i++;
    }
    return i;
  }

  /** Whether what a run at a place is to repeat must be written first. */
  static boolean startsWithZero(byte[] bytes, int start, int i) {
    return i == start || bytes[i - 1] != 0;
  }
}
