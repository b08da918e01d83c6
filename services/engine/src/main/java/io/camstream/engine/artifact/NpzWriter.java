package io.camstream.engine.artifact;

import io.camstream.engine.convnext.StoredZip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes NumPy's archive of named arrays: a zip file of {@code .npy} files, version 1.0, float32,
 * little-endian, rows last (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>).
 *
 * <p>Entries are stored, not deflated, as {@code numpy.savez} does, and the bytes depend on the
 * arrays alone.
 */
final class NpzWriter {

  private static final int HEADER_ALIGNMENT = 64;

  private final StoredZip zip = new StoredZip();

  /**
   * Adds an array.
   *
   * @param name the key in NumPy; each only once
   * @param values in row-major order
   * @param shape the sizes of the dimensions
   */
  NpzWriter add(String name, float[] values, int... shape) {
    zip.add(name + ".npy", npy(values, shape));
    return this;
  }

  /** The file; nothing can be added afterwards. */
  byte[] toBytes() {
    return zip.toBytes();
  }

  private static byte[] npy(float[] values, int[] shape) {
    byte[] header = header(shape);
    ByteBuffer array = ByteBuffer.allocate(header.length + Float.BYTES * values.length);
    array.put(header).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return array.array();
  }

  /** Magic, version, length of the description, description: together a multiple of 64 bytes. */
  private static byte[] header(int[] shape) {
    String sizes =
        Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    String description = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int prefix = 10;
    int used = prefix + description.length() + 1;
    int padding = (HEADER_ALIGNMENT - used % HEADER_ALIGNMENT) % HEADER_ALIGNMENT;
    String padded = description + " ".repeat(padding) + "\n";
    ByteBuffer header =
        ByteBuffer.allocate(prefix + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) padded.length());
    header.put(padded.getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }
}
