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
 * Where a standalone pipeline keeps its data, its log and the settings for other processes. Only
 * its owner may read it.
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
   * The given directory, made if it is not there, or a temporary one that is deleted in the end.
   *
   * @throws UserError if it can't be made
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
          "Can't make the data folder "
              + Quoted.of(data.map(Path::toString).orElse("(temporary)"))
              + ": name another one with --data.",
          e);
    }
  }

  /** For the servers' data. */
  Path servers() {
    return path.resolve("servers");
  }

  /** What the services keep beside Kafka. */
  Path state(String service) {
    return path.resolve(STATE).resolve(service);
  }

  /** Settings for another process: addresses and credentials. */
  public Path settingsFile() {
    return path.resolve("camstream.properties");
  }

  /** The same credentials, in the form that AWS clients read. */
  public Path awsCredentialsFile() {
    return path.resolve("aws-credentials");
  }

  public Path logFile() {
    return path.resolve("camstream.log");
  }

  /** Leaves the log where it is, since it tells why the pipeline has failed. */
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
