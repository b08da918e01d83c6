package io.camstream.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Broker and controller of one start, put together as {@code kafka.server.KafkaRaftServer} does it,
 * but for two things: it takes sockets that are bound already, and a fatal fault is remembered
 * instead of ending the JVM, which holds more than the broker here.
 */
final class BrokerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final AtomicReference<Throwable> fault = new AtomicReference<>();

  BrokerProcess(Map<String, String> settings, ServerSocketFactory sockets) {
    KafkaConfig config = new KafkaConfig(settings, false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            this::faultHandler,
            sockets);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
    broker = new BrokerServer(shared);
  }

  private FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      LOG.error("{}: {}", name, message, cause);
      if (fatal) {
        fault.compareAndSet(null, cause == null ? new FaultHandlerException(message) : cause);
      }
      action.run();
      return new FaultHandlerException(name + ": " + message, cause);
    };
  }

  void start() {
    controller.startup();
    broker.startup();
  }

  /** Stops what was started of it, and waits until it has stopped. */
  void stop() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }

  /** What made it useless, if anything did. */
  Optional<Throwable> fault() {
    return Optional.ofNullable(fault.get());
  }
}
