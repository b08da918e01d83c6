package io.camstream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft: broker and controller in one) in this JVM, on free ports of
 * 127.0.0.1. It takes nobody without the generated user and password (SASL). Topics, records, group
 * offsets and the password lie in the given directory and survive a restart. Not thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
  private static final String HOST = "127.0.0.1";
  private static final String BROKER = "BROKER";
  private static final String CONTROLLER = "CONTROLLER";

  private final Path directory;
  private final BrokerLogin login;
  private final Map<String, String> furtherSettings;

  /** Two brokers on one directory destroy each other's metadata, and Kafka looks too late. */
  private final DirectoryLock lock;

  private int port;
  private int controllerPort;
  private BrokerProcess process;

  private KafkaBroker(Path directory, int port, Map<String, String> furtherSettings) {
    this.directory = directory;
    this.port = port;
    this.login = new BrokerLogin(Credentials.in(directory));
    this.furtherSettings = Map.copyOf(furtherSettings);
    this.lock = DirectoryLock.acquire(directory);
  }

  /**
   * Starts a broker whose data lie in the directory, which is made and formatted if need be.
   *
   * @throws ServerStartException if it can't start, for example because another broker uses the
   *     directory
   */
  public static KafkaBroker start(Path directory) {
    return start(directory, Map.of());
  }

  /**
   * The same, with settings of Kafka's own that win over the usual ones, for example to encrypt
   * ({@code listener.security.protocol.map=BROKER:SASL_SSL,CONTROLLER:SASL_PLAINTEXT} and a key
   * store). Clients reach the listener {@code BROKER}.
   */
  public static KafkaBroker start(Path directory, Map<String, String> furtherSettings) {
    return start(directory, 0, furtherSettings);
  }

  /**
   * The same on a port of the caller's, for a broker that comes back in another process.
   *
   * @param port 0 for any free one
   */
  public static KafkaBroker start(Path directory, int port, Map<String, String> furtherSettings) {
    PrivateFiles.createDirectory(directory);
    KafkaBroker broker =
        new KafkaBroker(directory.toAbsolutePath().normalize(), port, furtherSettings);
    try {
      broker.format();
      broker.run();
      return broker;
    } catch (ServerStartException e) {
      broker.close();
      throw e;
    }
  }

  private void format() {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName(CONTROLLER)
          .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
          .run();
    } catch (Exception e) {
      throw new ServerStartException(
          "The Kafka broker can't format %s: %s".formatted(directory, e.getMessage()), e);
    }
    LOG.debug("{}", output.toString(StandardCharsets.UTF_8));
  }

  /** Binds the port, or any free one the first time. */
  private void run() {
    try (BoundSockets sockets = new BoundSockets()) {
      int brokerPort = sockets.bind(BROKER, port);
      controllerPort = sockets.bind(CONTROLLER, 0);
      process = new BrokerProcess(settings(brokerPort), sockets);
      process.start();
      port = brokerPort;
    } catch (IOException | RuntimeException e) {
      boolean interrupted = Thread.interrupted();
      stop();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw new ServerStartException(
          "The Kafka broker in %s did not start: %s".formatted(directory, rootMessage(e)), e);
    }
  }

  private Map<String, String> settings(int brokerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", BROKER);
    settings.put(
        "listeners",
        "BROKER://%s:%d,CONTROLLER://%s:%d".formatted(HOST, brokerPort, HOST, controllerPort));
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
    // Nobody could take over from a broker that is declared dead (docs/adr/0063).
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

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  /** Address for clients, {@code host:port}; stays the same over a restart. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Address of the controller, which no client needs. */
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
   * What a Kafka client needs to reach the broker: its address, the protocol and the login. Holds
   * the password.
   */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(login.clientConfig());
    config.put("bootstrap.servers", bootstrapServers());
    return config;
  }

  /**
   * What made the broker useless after it started, such as a full disk; whoever runs it looks here.
   */
  public Optional<Throwable> fault() {
    return process == null ? Optional.empty() : process.fault();
  }

  /** Stops the broker; clients lose it until {@link #restart()}. Does nothing if it is stopped. */
  public void stop() {
    if (process != null) {
      process.stop();
      process = null;
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
