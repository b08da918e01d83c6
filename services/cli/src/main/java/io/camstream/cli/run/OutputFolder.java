package io.camstream.cli.run;

import io.camstream.embedded.PrivateFiles;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Output folder of a run: {@code explanations/}, {@code reports/} and a log file.
 *
 * <p>Results appear as a whole: they are copied to a hidden folder, which then replaces the results
 * of an earlier run, so that there is never a partial report.
 */
public final class OutputFolder {
  public static final String EXPLANATIONS = "explanations";
  public static final String REPORTS = "reports";

  private static final List<String> FOLDERS = List.of(EXPLANATIONS, REPORTS);

  /** Marker file: the folders were written by a run, and the next one may replace them. */
  private static final String MARKER = ".camstream";

  private static final String PARTIAL = ".camstream-partial-";
  private static final String LOG_FILE = "camstream.log";

  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if need be.
   *
   * @throws UserError if it can't be written to, or holds folders of these names that no run wrote
   */
  public static OutputFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      refuseForeignFolders(folder);
      removePartialsOfKilledRuns(folder);
      // Checks that files can be written, not only that the folder exists.
      Files.write(folder.resolve(MARKER), new byte[0]);
      return new OutputFolder(folder);
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(
          "Can't write to the folder "
              + Quoted.of(folder.toString())
              + " ("
              + reason(e)
              + "): name another one with --out.",
          e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "it is a file";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return cause.toString();
  }

  private static void refuseForeignFolders(Path folder) {
    boolean ours = Files.exists(folder.resolve(MARKER));
    for (String name : FOLDERS) {
      if (!ours && Files.exists(folder.resolve(name))) {
        throw new UserError(
            Quoted.of(folder.resolve(name).toString())
                + " exists and was not written by a run: name another folder with --out.");
      }
    }
  }

  private static void removePartialsOfKilledRuns(Path folder) throws IOException {
    List<Path> partials;
    try (Stream<Path> files = Files.list(folder)) {
      partials = files.filter(OutputFolder::isPartial).toList();
    }
    for (Path partial : partials) {
      PrivateFiles.deleteRecursively(partial);
    }
  }

  private static boolean isPartial(Path path) {
    return path.getFileName().toString().startsWith(PARTIAL);
  }

  /** Fills a folder, which is deleted if this fails. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the results.
     *
     * @param folder an empty folder on the file system of the output folder
     */
    void write(Path folder) throws InterruptedException;
  }

  /**
   * Lets {@code content} write {@code explanations/} and {@code reports/} to a hidden folder, and
   * replaces those of an earlier run with them.
   *
   * @throws UncheckedIOException if they can't be written; then those of the earlier run are
   *     unchanged
   */
  public void replaceWith(Content content) throws InterruptedException {
    Path partial = null;
    try {
      partial = Files.createTempDirectory(folder, PARTIAL);
      content.write(partial);
      Path old = Files.createDirectory(partial.resolve("old"));
      // Reports link to explanations, so they are removed first and added last.
      moveIfThere(folder.resolve(REPORTS), old.resolve(REPORTS));
      moveIfThere(folder.resolve(EXPLANATIONS), old.resolve(EXPLANATIONS));
      moveIfThere(partial.resolve(EXPLANATIONS), folder.resolve(EXPLANATIONS));
      moveIfThere(partial.resolve(REPORTS), folder.resolve(REPORTS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (partial != null) {
        PrivateFiles.deleteRecursively(partial);
      }
    }
  }

  private static void moveIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  public Path folder() {
    return folder;
  }

  /** Log file of a run that writes to the folder. */
  public static Path logFile(Path folder) {
    return folder.toAbsolutePath().resolve(LOG_FILE);
  }
}
