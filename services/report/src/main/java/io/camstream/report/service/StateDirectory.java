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
 * Where the stores and the files of a report in the making lie.
 *
 * @param temporary deleted when closed
 */
record StateDirectory(Path path, boolean temporary) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
  private static final String SCRATCH = "scratch";

  /**
   * Makes the directory, and empties what a killed process may have left of a report.
   *
   * @param wanted empty for a temporary one
   * @throws UserError if it can't be made
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
