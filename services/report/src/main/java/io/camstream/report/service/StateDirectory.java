package io.camstream.report.service;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directory of the state stores and of temporary files.
 *
 * @param temporary whether it is deleted on close
 */
record StateDirectory(Path path, boolean temporary) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
  private static final String SCRATCH = "scratch";

  /**
   * Creates the directory, and deletes temporary files that a killed process left.
   *
   * @param wanted the configured directory; empty for a temporary one
   * @throws UserError if it can't be created
   */
  static StateDirectory open(Optional<Path> wanted) {
    try {
      Path path =
          wanted.isPresent()
              ? Files.createDirectories(wanted.get())
              : Files.createTempDirectory("camstream-report-");
      StateDirectory directory = new StateDirectory(path, wanted.isEmpty());
      Files.createDirectories(directory.scratch());
      directory.emptyScratch();
      return directory;
    } catch (IOException e) {
      throw new UserError(
          "The report's state directory "
              + wanted.map(Path::toString).orElse("below the temporary one")
              + " can't be used ("
              + e
              + "). Check camstream.report.state-dir.",
          e);
    }
  }

  Path scratch() {
    return path.resolve(SCRATCH);
  }

  private void emptyScratch() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(scratch())) {
      for (Path file : left) {
        MoreFiles.deleteRecursively(file, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try {
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      LOG.warn("The temporary directory {} could not be deleted", path, e);
    }
  }
}
