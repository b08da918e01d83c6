package io.camstream.engine.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first directory of a TIFF file. Its values are read where they are asked for; the directory
 * itself is bounded by the number of entries.
 *
 * @param tiff the file
 * @param entries by tag; of one that appears twice, the first
 */
record TiffDirectory(FileBytes tiff, Map<Integer, Entry> entries) {

  private static final int ENTRY = 12;

  /** Bytes of a value, by the type's number from 1 to 12. */
  private static final int[] TYPE_BYTES = {1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /**
   * An entry.
   *
   * @param at where its values are
   */
  record Entry(int tag, int type, long count, long at) {

    int typeBytes() {
      return TYPE_BYTES[type - 1];
    }

    long bytes() {
      return count * typeBytes();
    }
  }

  /**
   * Reads the directory that the header points to. Entries of unknown types, and those whose values
   * lie outside the file, are left out.
   *
   * @throws IOException if there is none, or if it has more entries
   */
  static TiffDirectory first(FileBytes file, int maxEntries) throws IOException {
    boolean little = file.has(0, "II*\0");
    if (!little && !file.has(0, "MM\0*")) {
      throw new IOException("no TIFF header");
    }
    FileBytes tiff = file.in(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long at = tiff.u32(4);
    int count = tiff.u16(at);
    if (count > maxEntries) {
      throw new IOException("a directory of " + count + " entries, at most " + maxEntries);
    }
    Map<Integer, Entry> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      long from = at + 2 + (long) ENTRY * i;
      int type = tiff.u16(from + 2);
      long values = tiff.u32(from + 4);
      if (type >= 1 && type <= TYPE_BYTES.length) {
        long bytes = values * TYPE_BYTES[type - 1];
        Entry entry =
            new Entry(tiff.u16(from), type, values, bytes <= 4 ? from + 8 : tiff.u32(from + 8));
        if (entry.at() + bytes <= tiff.length()) {
          entries.putIfAbsent(entry.tag(), entry);
        }
      }
    }
    return new TiffDirectory(tiff, entries);
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  long count(int tag) {
    return has(tag) ? entries.get(tag).count() : 0;
  }

  /** The first value of an integer tag, or this one where there is none. */
  long number(int tag, long otherwise) throws IOException {
    return count(tag) == 0 ? otherwise : number(tag, 0L, otherwise);
  }

  /** A value of an integer tag; the other one where it is of no integer type. */
  long number(int tag, long index, long otherwise) throws IOException {
    Entry entry = entries.get(tag);
    long at = entry.at() + index * entry.typeBytes();
    return switch (entry.type()) {
      case 1, 6, 7 -> tiff.u8(at);
      case 3, 8 -> tiff.u16(at);
      case 4, 9 -> tiff.u32(at);
      default -> otherwise;
    };
  }
}
