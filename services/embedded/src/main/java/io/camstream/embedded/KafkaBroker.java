package io.camstream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft: broker and controller in one) in this JVM, on free ports of
 * 127.0.0.1, without authentication. Topics, records and group offsets lie in the given directory
 * and survive a restart. Not thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
  private static final int START_ATTEMPTS = 5;
  private static final String HOST = "127.0.0.1";

  private final Path directory;
  private int port;
  private KafkaRaftServer server;

  private KafkaBroker(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts a broker whose data lie in the directory, which is made and formatted if need be.
   *
   * @throws ServerStartException if it can't start, for example because another broker uses the
   *     directory
   */
  public static KafkaBroker start(Path directory) {
    PrivateFiles.createDirectory(directory);
    KafkaBroker broker = new KafkaBroker(directory.toAbsolutePath().normalize());
    broker.format();
    broker.startOnFreePorts();
    return broker;
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
          .setControllerListenerName("CONTROLLER")
          .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
          .run();
    } catch (Exception e) {
      throw new ServerStartException(
          "The Kafka broker can't format %s: %s".formatted(directory, e.getMessage()), e);
    }
    LOG.debug("{}", output.toString(StandardCharsets.UTF_8));
  }

  /** A port that was free a moment ago may be taken when the broker binds it: then try others. */
  private void startOnFreePorts() {
    for (int attempt = 1; ; attempt++) {
      try {
        int[] ports = FreePorts.find(2);
        run(ports[0], ports[1]);
        return;
      } catch (ServerStartException e) {
        if (attempt == START_ATTEMPTS || !hasCause(e, BindException.class)) {
          throw e;
        }
        LOG.info("A port was taken while the broker started; trying others");
      }
    }
  }

  private void run(int brokerPort, int controllerPort) {
    KafkaRaftServer starting =
        new KafkaRaftServer(
            new KafkaConfig(settings(brokerPort, controllerPort), false), Time.SYSTEM);
    try {
      starting.startup();
    } catch (RuntimeException e) {
      starting.shutdown();
      throw new ServerStartException(
          "The Kafka broker in %s did not start: %s".formatted(directory, rootMessage(e)), e);
    }
    server = starting;
    port = brokerPort;
  }

  private Map<String, String> settings(int brokerPort, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put(
        "listeners",
        "BROKER://%s:%d,CONTROLLER://%s:%d".formatted(HOST, brokerPort, HOST, controllerPort));
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    singleBroker(settings);
    smallFootprint(settings);
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
  }

  /** The defaults are meant for a machine that does nothing else. */
  private static void smallFootprint(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("log.index.size.max.bytes", "1048576");
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
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

  /** Stops the broker; clients lose it until {@link #restart()}. Does nothing if it is stopped. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /**
   * Stops the broker if it runs, and starts it on the same port with the same data.
   *
   * @throws ServerStartException if it can't start, for example because the port was taken
   */
  public void restart() {
    stop();
    run(port, FreePorts.find(1)[0]);
  }

  @Override
  public void close() {
    stop();
  }
}
