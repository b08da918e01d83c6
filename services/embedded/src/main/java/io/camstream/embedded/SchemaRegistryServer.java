package io.camstream.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A real schema registry (Apicurio) in a child process, with the Confluent-compatible API, on a
 * free port of 127.0.0.1. Clients need the generated token. Its schemas are stored in a file
 * database in the given directory and survive a restart. Not thread-safe.
 */
public final class SchemaRegistryServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Pattern READY =
      Pattern.compile("Listening on: (https?)://127\\.0\\.0\\.1:(\\d+)");

  private final ServerBundles bundles;
  private final Path directory;
  private final Map<String, String> furtherSettings;
  private final RegistryLogin login = RegistryLogin.generate();
  private ChildProcess process;
  private String scheme;
  private int port;

  private SchemaRegistryServer(
      ServerBundles bundles, Path directory, Map<String, String> furtherSettings) {
    this.bundles = bundles;
    this.directory = directory;
    this.furtherSettings = Map.copyOf(furtherSettings);
  }

  /**
   * Starts a registry whose data are kept in the directory, which is created if need be.
   *
   * @throws ServerStartException if it is not ready in time
   */
  public static SchemaRegistryServer start(Path directory) {
    return start(directory, Map.of());
  }

  /**
   * Starts a registry with settings of Apicurio's or Quarkus's own that override the usual ones,
   * for example a key store for HTTPS. They are written to a file that only the owner can read.
   */
  public static SchemaRegistryServer start(Path directory, Map<String, String> furtherSettings) {
    PrivateFiles.createDirectory(directory);
    SchemaRegistryServer server =
        new SchemaRegistryServer(
            ServerBundles.fromSystemProperty(),
            directory.toAbsolutePath().normalize(),
            furtherSettings);
    server.run();
    return server;
  }

  private void run() {
    process = ChildProcess.start(command(), READY, ChildProcess.START_LIMIT);
    scheme = process.readyMatch().group(1);
    port = Integer.parseInt(process.readyMatch().group(2));
  }

  private ChildCommand command() {
    Path configuration = directory.resolve("registry.properties");
    PrivateFiles.writeProperties(configuration, settings());
    return ChildCommand.java(
            "schema registry",
            directory,
            List.of(
                ChildCommand.QUICK_START,
                "-Xmx160m",
                "-Djava.io.tmpdir=" + directory,
                "-Dsmallrye.config.locations=" + configuration),
            bundles.apicurioRunner().toString(),
            "io.quarkus.runner.GeneratedMain",
            List.of())
        .withEnvironment(Map.of("DISABLE_SIGNAL_HANDLERS", "true"));
  }

  private Map<String, String> settings() {
    String database = "jdbc:h2:file:" + directory.resolve("registry");
    Map<String, String> settings = new HashMap<>();
    // Precedence over every other source, which might hold settings of another registry.
    settings.put("config_ordinal", "500");
    settings.put("quarkus.http.host", HOST);
    // 0 at the first start: the server takes a free port and prints it.
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("quarkus.http.ssl-port", Integer.toString(port));
    settings.put("quarkus.datasource.jdbc.url", database);
    settings.put("registry.datasource.url", database);
    settings.put("quarkus.datasource.jdbc.min-size", "2");
    settings.put("quarkus.datasource.jdbc.initial-size", "2");
    settings.put("registry.rules.global.compatibility", "BACKWARD_TRANSITIVE");
    // Apicurio's default is debug, at which rejected tokens are logged.
    settings.put("quarkus.log.category.\"io.quarkus.oidc.runtime.OidcProvider\".level", "INFO");
    settings.putAll(login.serverSettings());
    settings.putAll(furtherSettings);
    return settings;
  }

  /** Base address of the Confluent-compatible API; stays the same over a restart. */
  public URI url() {
    return URI.create(scheme + "://" + HOST + ":" + port + "/apis/ccompat/v7");
  }

  /**
   * The token that clients send as {@code Authorization: Bearer …}; the same over a restart. Never
   * put it in a log, a message or a command line.
   */
  public String token() {
    return login.token();
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
