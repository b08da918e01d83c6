package io.camstream.report.page;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files in memory that count what is written and read. */
final class MemoryFiles implements PageFiles {

  final Map<String, byte[]> files = new TreeMap<>();
  long bytesWritten;
  long bytesRead;

  @Override
  public String put(String path, byte[] bytes, String contentType) {
    files.put(path, bytes);
    bytesWritten += bytes.length;
    return "etag-" + bytesWritten;
  }

  @Override
  public Optional<byte[]> get(String path) {
    Optional<byte[]> bytes = Optional.ofNullable(files.get(path));
    bytesRead += bytes.map(found -> found.length).orElse(0);
    return bytes;
  }

  @Override
  public void delete(String path) {
    files.remove(path);
  }
}
