package io.camstream.engine.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files in {@code /hostile}, some of them compressed: small files that ask for much. */
record HostileFile(String name, byte[] bytes) {

  static List<HostileFile> all() {
    try {
      Path folder = Path.of(HostileFile.class.getResource("/hostile").toURI());
      try (Stream<Path> files = Files.list(folder)) {
        return files.sorted().map(HostileFile::read).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HostileFile read(Path file) {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file)) {
      if (!name.endsWith(".gz")) {
        return new HostileFile(name, in.readAllBytes());
      }
      return new HostileFile(
          name.substring(0, name.length() - 3), new GZIPInputStream(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
