package io.camstream.cli.compare;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the raw maps of a {@code _maps.npz} file: arrays of float32 in the order of C. */
final class MapsReader {

  private static final String RAW = "raw/";
  private static final int LARGEST = 64 << 20;
  private static final int MAGIC_BYTES = 8;

  private MapsReader() {}

  /**
   * The positive part of each raw map by its name without the suffix.
   *
   * @throws IOException if the file is no such archive
   */
  static Map<String, float[]> raw(Path file) throws IOException {
    Map<String, float[]> maps = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().startsWith(RAW) && entry.getSize() <= LARGEST) {
          try (InputStream in = zip.getInputStream(entry)) {
            maps.put(entry.getName().replace(".npy", ""), positive(in));
          }
        }
      }
    }
    return maps;
  }

  private static float[] positive(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    data.skipNBytes(MAGIC_BYTES);
    int length = Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
    String header = new String(data.readNBytes(length), StandardCharsets.US_ASCII);
    if (!header.contains("'<f4'")) {
      throw new IOException("a map is not of float32: " + header.strip());
    }
    byte[] bytes = data.readAllBytes();
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return values;
  }
}
