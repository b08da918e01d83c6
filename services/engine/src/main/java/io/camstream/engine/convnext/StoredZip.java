package io.camstream.engine.convnext;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file in memory whose entries are stored, not deflated, as NumPy and PyTorch want theirs.
 * Entries carry a fixed time, so that the bytes depend on the contents alone. For one thread.
 */
public final class StoredZip {

  /** Not the first day of 1980, for which Java adds a second time that depends on the time zone. */
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

  /**
   * Adds an entry.
   *
   * @param name each only once
   */
  public void add(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(FIXED_TIME);
    try {
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("the entry " + name + " can't be added", e);
    }
  }

  /** The file; nothing can be added afterwards. */
  public byte[] toBytes() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the zip file can't be finished", e);
    }
    return bytes.toByteArray();
  }
}
