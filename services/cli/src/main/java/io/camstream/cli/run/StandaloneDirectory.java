package io.camstream.cli.run;

import io.camstream.embedded.PrivateFiles;
import io.camstream.embedded.ServerStartException;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Directory of a standalone pipeline: its data, its log and the settings for other processes. Only
 * its owner can read it.
 */
public final class StandaloneDirectory implements AutoCloseable {
  private static final String STATE = "state";

  private final Path path;
  private final boolean temporary;
  private boolean logKept;

  private StandaloneDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Opens the given directory, which is created if need be, or a temporary one that is deleted when
   * it is closed.
   *
   * @throws UserError if it can't be created
   */
  public static StandaloneDirectory open(Optional<Path> data) {
    try {
      if (data.isEmpty()) {
        return new StandaloneDirectory(Files.createTempDirectory("camstream-"), true);
      }
      Path path = data.get().toAbsolutePath().normalize();
      PrivateFiles.createDirectory(path);
      return new StandaloneDirectory(path, false);
    } catch (IOException | ServerStartException e) {
      throw new UserError(
          "Can't create the data folder "
              + Quoted.of(data.map(Path::toString).orElse("(temporary)"))
              + ": name another one with --data.",
          e);
    }
  }

  /** Directory of the servers' data. */
  Path servers() {
    return path.resolve("servers");
  }

  /** Directory of a service's local state. */
  Path state(String service) {
    return path.resolve(STATE).resolve(service);
  }

  /** Settings file for other processes: addresses and credentials. */
  public Path settingsFile() {
    return path.resolve("camstream.properties");
  }

  /** The store's credentials in the format of AWS clients. */
  public Path awsCredentialsFile() {
    return path.resolve("aws-credentials");
  }

  public Path logFile() {
    return path.resolve("camstream.log");
  }

  /** Keeps the log of a temporary directory, for it holds the reason of a failure. */
  public void keepLog() {
    logKept = true;
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    if (logKept) {
      Stream.of(servers(), path.resolve(STATE), settingsFile(), awsCredentialsFile())
          .forEach(PrivateFiles::deleteRecursively);
    } else {
      PrivateFiles.deleteRecursively(path);
    }
  }
}
