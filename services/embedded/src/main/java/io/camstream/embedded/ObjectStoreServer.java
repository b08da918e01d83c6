package io.camstream.embedded;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real S3 endpoint in a child process on a free port of 127.0.0.1, with generated credentials: a
 * MinIO server if its program is given, else S3Proxy over a directory. Objects and credentials are
 * files of the given directory and survive a restart. Not thread-safe.
 */
public final class ObjectStoreServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectStoreServer.class);
  private static final int START_ATTEMPTS = 5;

  private final Path directory;
  private final StoreProgram program;
  private final Credentials credentials;
  private ChildProcess process;
  private int port;

  private ObjectStoreServer(Path directory, StoreProgram program) {
    this.directory = directory;
    this.program = program;
    this.credentials = Credentials.in(directory);
  }

  /**
   * Starts a store whose objects are kept in the directory, which is created if need be.
   *
   * @param minio the {@code minio} program to use instead of S3Proxy
   * @throws ServerStartException if it is not ready in time, or the directory was written by the
   *     other kind of store
   */
  public static ObjectStoreServer start(Path directory, Optional<Path> minio) {
    PrivateFiles.createDirectory(directory);
    Path absolute = directory.toAbsolutePath().normalize();
    return start(absolute, choose(absolute, minio));
  }

  /**
   * Starts S3Proxy with settings of its own that override the usual ones; those of a key store
   * ({@code s3proxy.keystore-path}, {@code s3proxy.keystore-password}) make it serve HTTPS only.
   */
  public static ObjectStoreServer startS3Proxy(
      Path directory, Map<String, String> furtherSettings) {
    PrivateFiles.createDirectory(directory);
    return start(
        directory.toAbsolutePath().normalize(),
        new S3ProxyProgram(ServerBundles.fromSystemProperty(), Map.copyOf(furtherSettings)));
  }

  private static ObjectStoreServer start(Path directory, StoreProgram program) {
    ObjectStoreServer server = new ObjectStoreServer(directory, program);
    server.startOnFreePort();
    return server;
  }

  /** The two formats differ, so the kind of store that wrote a directory must read it. */
  private static StoreProgram choose(Path directory, Optional<Path> minio) {
    boolean writtenByMinio = Files.exists(directory.resolve("minio"));
    boolean writtenByS3Proxy = Files.exists(directory.resolve("s3proxy"));
    if (writtenByMinio && minio.isEmpty()) {
      throw new ServerStartException(
          "The objects in %s were written by MinIO: put the minio program on the PATH or name it in"
                  .formatted(directory)
              + " camstream.embedded.minio");
    }
    if (minio.isPresent() && !writtenByS3Proxy) {
      return new MinioProgram(minio.get());
    }
    return new S3ProxyProgram(ServerBundles.fromSystemProperty(), Map.of());
  }

  private void startOnFreePort() {
    for (int attempt = 1; ; attempt++) {
      try {
        run(program.choosesPort() ? 0 : FreePorts.find(1)[0]);
        return;
      } catch (ServerStartException e) {
        boolean hopeless = program.choosesPort() || Thread.currentThread().isInterrupted();
        if (hopeless || attempt == START_ATTEMPTS) {
          throw e;
        }
        LOG.info("The store did not start on a port that was free; trying another");
      }
    }
  }

  private void run(int wantedPort) {
    process =
        ChildProcess.start(
            program.command(directory, credentials, wantedPort),
            program.readyLine(),
            ChildProcess.START_LIMIT);
    port = Integer.parseInt(process.readyMatch().group(1));
  }

  /** Address of the S3 API; stays the same over a restart. */
  public URI endpoint() {
    return URI.create(program.scheme() + "://127.0.0.1:" + port);
  }

  public String accessKey() {
    return credentials.user();
  }

  /** The secret key: never put it in a log, a message or a command line. */
  public String secretKey() {
    return credentials.password();
  }

  /** Stops the store; clients lose it until {@link #restart()}. */
  public void stop() {
    process.close();
  }

  /** Stops the store if it runs, and starts it on the same port with the same objects. */
  public void restart() {
    stop();
    run(port);
  }

  /**
   * Checks that the process runs.
   *
   * @throws ServerEndedException with the reason if it has ended
   */
  void requireRunning() {
    process.requireRunning();
  }

  /** Process id of the child, for diagnosis. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    stop();
  }
}
