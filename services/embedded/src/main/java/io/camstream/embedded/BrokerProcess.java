package io.camstream.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
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
 * but for three things: it takes sockets that are bound already, a fatal fault is remembered
 * instead of ending the JVM, which holds more than the broker here, and the broker takes the place
 * of one that was killed.
 */
final class BrokerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);
  private static final Duration ELECTION_LIMIT = Duration.ofSeconds(30);
  private static final Duration ELECTION_POLL = Duration.ofMillis(20);

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
    forgetKilledBroker();
    broker.startup();
  }

  /**
   * A broker that was killed is still registered, and the controller refuses another of its id
   * until the session is over, which is never.
   */
  private void forgetKilledBroker() {
    long deadline = System.nanoTime() + ELECTION_LIMIT.toNanos();
    while (!forget(controller.config().brokerId())) {
      if (Thread.currentThread().isInterrupted() || System.nanoTime() > deadline) {
        throw new IllegalStateException("its controller has not been elected");
      }
      LockSupport.parkNanos(ELECTION_POLL.toNanos());
    }
  }

  /** Whether it is not registered any more; false while the controller is not active yet. */
  private boolean forget(int id) {
    ControllerRequestContext context =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    try {
      controller.controller().unregisterBroker(context, id).join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof NotControllerException) {
        return false;
      } else if (e.getCause() instanceof BrokerIdNotRegisteredException) {
        return true;
      }
      throw e;
    }
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
