package io.camstream.embedded;

import io.camstream.embedded.process.ChildCommand;
import io.camstream.embedded.process.ChildProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A real schema registry (Apicurio) in a child process, with the Confluent-compatible API, on a
 * free port of 127.0.0.1. It asks for no credentials. Its schemas lie in a file database in the
 * given directory and survive a restart. Not thread-safe.
 */
public final class SchemaRegistryServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Pattern READY =
      Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");

  private final ServerBundles bundles;
  private final Path directory;
  private ChildProcess process;
  private int port;

  private SchemaRegistryServer(ServerBundles bundles, Path directory) {
    this.bundles = bundles;
    this.directory = directory;
  }

  /**
   * Starts a registry whose data lie in the directory, which is made if it is not there.
   *
   * @throws ServerStartException if it does not answer in time
   */
  public static SchemaRegistryServer start(Path directory) {
    PrivateFiles.createDirectory(directory);
    SchemaRegistryServer server =
        new SchemaRegistryServer(
            ServerBundles.fromSystemProperty(), directory.toAbsolutePath().normalize());
    server.run();
    return server;
  }

  private void run() {
    process = ChildProcess.start(command(), READY, START_LIMIT);
    port = Integer.parseInt(process.readyMatch().group(1));
  }

  private ChildCommand command() {
    String database = "jdbc:h2:file:" + directory.resolve("registry");
    return ChildCommand.java(
            "schema registry",
            directory,
            List.of(
                "-Xmx160m",
                "-Djava.io.tmpdir=" + directory,
                "-Dquarkus.http.host=127.0.0.1",
                // 0, the first time: the server takes a free port and says which.
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.url=" + database,
                "-Dregistry.datasource.url=" + database,
                "-Dquarkus.datasource.jdbc.min-size=2",
                "-Dquarkus.datasource.jdbc.initial-size=2",
                "-Dregistry.rules.global.compatibility=BACKWARD_TRANSITIVE"),
            bundles.apicurioRunner().toString(),
            "io.quarkus.runner.GeneratedMain",
            List.of())
        .withEnvironment(Map.of("DISABLE_SIGNAL_HANDLERS", "true"));
  }

  /** Base address of the Confluent-compatible API; stays the same over a restart. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
  }

  /** Stops the registry; clients lose it until {@link #restart()}. */
  public void stop() {
    process.close();
  }

  /** Stops the registry if it runs, and starts it on the same port with the same data. */
  public void restart() {
    stop();
    run();
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
