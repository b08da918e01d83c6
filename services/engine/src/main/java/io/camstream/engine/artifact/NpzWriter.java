package io.camstream.engine.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes NumPy's archive of named arrays: a zip file of {@code .npy} files, version 1.0, float32,
 * little-endian, rows last (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>).
 *
 * <p>Entries are stored, not deflated, as {@code numpy.savez} does, and carry a fixed time, so that
 * the bytes depend on the arrays alone.
 */
final class NpzWriter {

  /** Not the first day of 1980, for which Java adds a second time that depends on the time zone. */
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int HEADER_ALIGNMENT = 64;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

  /**
   * Adds an array.
   *
   * @param name the key in NumPy; each only once
   * @param values in row-major order
   * @param shape the sizes of the dimensions
   */
  NpzWriter add(String name, float[] values, int... shape) {
    byte[] array = npy(values, shape);
    CRC32 checksum = new CRC32();
    checksum.update(array);
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(array.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(FIXED_TIME);
    try {
      zip.putNextEntry(entry);
      zip.write(array);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("the array " + name + " can't be added to the maps", e);
    }
    return this;
  }

  /** The file; nothing can be added afterwards. */
  byte[] toBytes() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the file of the maps can't be finished", e);
    }
    return bytes.toByteArray();
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
