package io.camstream.engine.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads binary PPM files, the expected pixels of the decoder's tests. */
final class PpmFile {

  private PpmFile() {}

  static byte[] bytes(String name) {
    try (InputStream in = PpmFile.class.getResourceAsStream("/images/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static RgbImage read(String name) {
    byte[] file = bytes(name);
    int at = 0;
    int[] header = new int[4];
    for (int field = 0; field < 4; field++) {
      while (file[at] != ' ' && file[at] != '\n') {
        header[field] = field == 0 ? 0 : 10 * header[field] + file[at] - '0';
        at++;
      }
      at++;
    }
    return new RgbImage(header[1], header[2], Arrays.copyOfRange(file, at, file.length));
  }
}
