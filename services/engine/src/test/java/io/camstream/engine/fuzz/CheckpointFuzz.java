package io.camstream.engine.fuzz;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A checkpoint folder in which one file has been replaced by foreign bytes. */
final class CheckpointFuzz {

  private static final Duration TIME = Duration.ofSeconds(2);
  private static final long BYTES = 64_000_000L;
  private static final long BYTES_PER_BYTE = 200;

  private final Path folder;
  private final String replaced;

  /**
   * @param replaced name of the file that is replaced
   */
  CheckpointFuzz(String replaced) {
    this.replaced = replaced;
    try {
      this.folder = Files.createTempDirectory("camstream-fuzz");
      Path valid =
          Path.of(CheckpointFuzz.class.getResource("/goldens/random-v1/checkpoint").toURI());
      try (Stream<Path> files = Files.list(valid)) {
        for (Path file : files.toList()) {
          Path copy = Files.copy(file, folder.resolve(file.getFileName()));
          copy.toFile().deleteOnExit();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the folder with these bytes in it. */
  void read(byte[] data) {
    try {
      Files.write(folder.resolve(replaced), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FuzzOracle.check(TIME, BYTES + BYTES_PER_BYTE * data.length, this::read);
  }

  private void read() {
    try {
      Checkpoint.read(folder);
    } catch (CheckpointException e) {
      // One line for the user, as documented.
    }
  }
}
