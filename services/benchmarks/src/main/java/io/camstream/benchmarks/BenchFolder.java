package io.camstream.benchmarks;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for what measurements write; those who make one delete it. */
final class BenchFolder {

  private BenchFolder() {}

  static Path in(Path parent) {
    try {
      return Files.createTempDirectory(parent, "camstream-bench-");
    } catch (IOException e) {
      throw new UserError("No folder can be made in " + Quoted.of(parent.toString()) + ": " + e, e);
    }
  }
}
