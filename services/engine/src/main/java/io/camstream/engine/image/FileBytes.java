package io.camstream.engine.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Unsigned numbers of a part of a file. Reading beyond its end is an {@link EOFException} and never
 * another exception, whatever the offset.
 *
 * @param data the file
 * @param from first byte of the part; offsets count from here
 * @param length of the part
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the file, which is not copied.
record FileBytes(byte[] data, int from, int length, ByteOrder order) {

  static FileBytes of(byte[] file, ByteOrder order) {
    return new FileBytes(file, 0, file.length, order);
  }

  /** A part of this part; it must lie inside. */
  FileBytes part(long offset, long partLength) throws IOException {
    check(offset, partLength);
    return new FileBytes(data, (int) (from + offset), (int) partLength, order);
  }

  FileBytes in(ByteOrder other) {
    return new FileBytes(data, from, length, other);
  }

  int u8(long offset) throws IOException {
    check(offset, 1);
    return data[(int) (from + offset)] & 0xff;
  }

  int u16(long offset) throws IOException {
    int first = u8(offset);
    int second = u8(offset + 1);
    return order == ByteOrder.BIG_ENDIAN ? first << 8 | second : second << 8 | first;
  }

  int u24(long offset) throws IOException {
    int low = u16(order == ByteOrder.BIG_ENDIAN ? offset + 1 : offset);
    int high = u8(order == ByteOrder.BIG_ENDIAN ? offset : offset + 2);
    return high << 16 | low;
  }

  long u32(long offset) throws IOException {
    long first = u16(offset);
    long second = u16(offset + 2);
    return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
  }

  int i32(long offset) throws IOException {
    return (int) u32(offset);
  }

  /** Whether the part has this text at the offset; false beyond its end. */
  boolean has(long offset, String text) {
    if (offset < 0 || offset > length - text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (data[(int) (from + offset + i)] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void check(long offset, long count) throws IOException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new EOFException("the file ends early");
    }
  }
}
