package io.camstream.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft: broker and controller in one) in a child process, on free ports of
 * 127.0.0.1. Clients need the generated user and password (SASL). Topics, records, group offsets,
 * the password and the log {@code broker.log} are files of the given directory and survive a
 * restart. Not thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
  private static final String NAME = "Kafka broker";
  private static final String HOST = "127.0.0.1";
  private static final int NODE_ID = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final Pattern READY = Pattern.compile("Kafka Server started");
  private static final String STILL_REGISTERED = "DUPLICATE_BROKER_REGISTRATION";
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
  private static final int START_ATTEMPTS = 5;

  private final ServerBundles bundles;
  private final Path directory;
  private final BrokerLogin login;
  private final Map<String, String> furtherSettings;
  private final Map<String, String> systemProperties;

  /** Two brokers on one directory destroy each other's metadata, and Kafka checks too late. */
  private final DirectoryLock lock;

  private int port;
  private int controllerPort;
  private ChildProcess process;

  private KafkaBroker(
      ServerBundles bundles,
      Path directory,
      int port,
      Map<String, String> furtherSettings,
      Map<String, String> systemProperties) {
    this.bundles = bundles;
    this.directory = directory;
    this.port = port;
    this.login = new BrokerLogin(Credentials.in(directory));
    this.furtherSettings = Map.copyOf(furtherSettings);
    this.systemProperties = Map.copyOf(systemProperties);
    this.lock = DirectoryLock.acquire(directory);
  }

  /**
   * Starts a broker whose data are kept in the directory, which is created and formatted if need
   * be.
   *
   * @throws ServerStartException if it can't start, for example because another broker uses the
   *     directory
   */
  public static KafkaBroker start(Path directory) {
    return start(directory, Map.of());
  }

  /**
   * Starts a broker with settings of Kafka's own that override the usual ones, for example to
   * encrypt ({@code listener.security.protocol.map=BROKER:SASL_SSL,CONTROLLER:SASL_PLAINTEXT} and a
   * key store). Clients reach the listener {@code BROKER}. The settings are written to a file that
   * only the owner can read.
   */
  public static KafkaBroker start(Path directory, Map<String, String> furtherSettings) {
    return start(directory, 0, furtherSettings);
  }

  /**
   * Starts a broker with settings and with system properties of its JVM, for what Kafka reads from
   * there alone, such as {@code org.apache.kafka.sasl.oauthbearer.allowed.urls}. Every user of the
   * machine can read the system properties, so they hold no secrets.
   */
  public static KafkaBroker start(
      Path directory, Map<String, String> furtherSettings, Map<String, String> systemProperties) {
    return start(directory, 0, furtherSettings, systemProperties);
  }

  /**
   * Starts a broker on a given port.
   *
   * @param port 0 for any free one
   */
  public static KafkaBroker start(Path directory, int port, Map<String, String> furtherSettings) {
    return start(directory, port, furtherSettings, Map.of());
  }

  private static KafkaBroker start(
      Path directory,
      int port,
      Map<String, String> furtherSettings,
      Map<String, String> systemProperties) {
    PrivateFiles.createDirectory(directory);
    KafkaBroker broker =
        new KafkaBroker(
            ServerBundles.fromSystemProperty(),
            directory.toAbsolutePath().normalize(),
            port,
            furtherSettings,
            systemProperties);
    try {
      broker.startOnFreePort();
      return broker;
    } catch (ServerStartException e) {
      broker.close();
      throw e;
    }
  }

  /** Tries again where a port was free and another process has bound it since. */
  private void startOnFreePort() {
    for (int attempt = 1; ; attempt++) {
      try {
        run();
        return;
      } catch (ServerStartException e) {
        boolean portTaken = String.valueOf(e.getMessage()).contains("Address already in use");
        if (!portTaken || attempt == START_ATTEMPTS) {
          throw e;
        }
        LOG.info("A port that was free has been taken; starting the broker on another");
      }
    }
  }

  private void run() {
    int[] free = FreePorts.find(2);
    int brokerPort = port == 0 ? free[0] : port;
    controllerPort = free[1];
    Path configuration = directory.resolve("broker.properties");
    PrivateFiles.writeProperties(configuration, settings(brokerPort));
    format(configuration);
    AtomicBoolean unregistered = new AtomicBoolean();
    process =
        ChildProcess.start(
            command("kafka.Kafka", List.of(configuration.toString())),
            READY,
            ChildProcess.START_LIMIT,
            line -> unregisterPredecessor(line, unregistered));
    port = brokerPort;
  }

  private void format(Path configuration) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    ChildProcess.run(
        command(
            "kafka.tools.StorageTool",
            List.of(
                "format",
                "--config",
                configuration.toString(),
                "--cluster-id",
                Uuid.randomUuid().toString())),
        ChildProcess.START_LIMIT);
  }

  private ChildCommand command(String mainClass, List<String> arguments) {
    List<String> jvmOptions =
        new ArrayList<>(
            List.of(
                ChildCommand.QUICK_START,
                "-Xmx256m",
                "-Djava.io.tmpdir=" + directory,
                "-Dcamstream.broker.log=" + directory.resolve("broker.log"),
                "-Dlogback.configurationFile=io/camstream/embedded/broker-logback.xml"));
    systemProperties.forEach((name, value) -> jvmOptions.add("-D" + name + "=" + value));
    return ChildCommand.java(
        NAME, directory, jvmOptions, bundles.jvmClassPath(), mainClass, arguments);
  }

  /**
   * The controller refuses a broker while one of the same id is registered, and the registration of
   * a broker that was killed never expires (docs/adr/0063). So it is removed when the controller
   * has refused the new broker for it, and the broker's next attempt succeeds. Never earlier: the
   * registration removed could be that of the new broker.
   */
  private void unregisterPredecessor(String line, AtomicBoolean unregistered) {
    if (line.contains(STILL_REGISTERED) && unregistered.compareAndSet(false, true)) {
      Thread thread = new Thread(this::unregister, "unregister-killed-broker");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void unregister() {
    Map<String, Object> config = new HashMap<>(login.clientConfig());
    config.put("bootstrap.controllers", controllerAddress());
    config.put("default.api.timeout.ms", (int) REQUEST_LIMIT.toMillis());
    try (Admin admin = Admin.create(config)) {
      admin.unregisterBroker(NODE_ID).all().get(REQUEST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
        LOG.warn("The registration of the killed broker can't be removed", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> settings(int brokerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", "%d@%s".formatted(NODE_ID, controllerAddress()));
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put(
        "listeners",
        "BROKER://%s:%d,%s://%s".formatted(HOST, brokerPort, CONTROLLER, controllerAddress()));
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    singleBroker(settings);
    smallFootprint(settings);
    settings.putAll(login.brokerSettings());
    settings.putAll(furtherSettings);
    return settings;
  }

  private static void singleBroker(Map<String, String> settings) {
    for (String topic : new String[] {"offsets.topic", "share.coordinator.state.topic"}) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("transaction.state.log.min.isr", "1");
    // No other broker could take over from one that is declared dead (docs/adr/0063).
    settings.put("broker.session.timeout.ms", Integer.toString(Integer.MAX_VALUE));
  }

  /** The defaults are meant for a machine that does nothing else. */
  private static void smallFootprint(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("log.index.size.max.bytes", "1048576");
  }

  /** Address for clients, {@code host:port}; stays the same over a restart. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Address of the controller; it changes with every start. Clients do not need it. */
  String controllerAddress() {
    return HOST + ":" + controllerPort;
  }

  /** The user that clients log in as. */
  public String user() {
    return login.credentials().user();
  }

  /** The user's password: never put it in a log, a message or a command line. */
  public String password() {
    return login.credentials().password();
  }

  /**
   * Configuration of a Kafka client of this broker: its address, the protocol and the login. Holds
   * the password.
   */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(login.clientConfig());
    config.put("bootstrap.servers", bootstrapServers());
    return config;
  }

  /**
   * Checks that the process runs.
   *
   * @throws ServerEndedException with the reason if it has ended, for example because the disk is
   *     full
   */
  void requireRunning() {
    process.requireRunning();
  }

  /** Process id of the child, for diagnosis. */
  public long pid() {
    return process.pid();
  }

  /** Stops the broker; clients lose it until {@link #restart()}. Does nothing if it is stopped. */
  public void stop() {
    if (process != null) {
      process.close();
    }
  }

  /**
   * Stops the broker if it runs, and starts it on the same port with the same data.
   *
   * @throws ServerStartException if it can't start, for example because the port was taken
   */
  public void restart() {
    stop();
    run();
  }

  @Override
  public void close() {
    stop();
    lock.close();
  }
}
