package io.camstream.chaos.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What S3Proxy leaves when it is killed in the middle of an upload: the part that had come, as an
 * object whose name ends in a random UUID. No key of this test does. Whoever runs the store removes
 * them; other stores, such as MinIO, hide theirs.
 */
final class TornUploads {
  private static final Logger LOG = LoggerFactory.getLogger(TornUploads.class);
  private static final Pattern NAME =
      Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private TornUploads() {}

  /** Only while the store does not run. */
  static void remove(Path objects) {
    try (Stream<Path> files = Files.walk(objects)) {
      List<Path> torn =
          files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
      for (Path file : torn) {
        LOG.info("The killed store left {}", file.getFileName());
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
