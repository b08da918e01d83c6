package io.camstream.worker.service;

import io.camstream.platform.kafka.GroupContact;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ShutdownSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology. */
final class WorkerStreams implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkerStreams.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final GroupContact contact;
  private volatile boolean hasRun;

  /**
   * @param run of this worker's process, by which the others of the group know it
   * @param longestSilence after which a group that has not been heard of counts as lost
   */
  WorkerStreams(
      Topology topology,
      Properties config,
      KafkaClientSupplier clients,
      String run,
      Duration longestSilence,
      ShutdownSignal ending,
      MeterRegistry meters) {
    this.contact = new GroupContact(longestSilence);
    // Kafka Streams tells each member these names of the others. Nobody connects to them.
    config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, run + ":1");
    this.streams = new KafkaStreams(topology, config, clients);
    streams.setUncaughtExceptionHandler(new StreamFailures(ending));
    streams.setStateListener(this::changed);
    this.metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
  }

  private void changed(State now, State before) {
    log.debug("Kafka Streams: {} after {}", now, before);
    if (now == State.RUNNING) {
      hasRun = true;
      contact.joined();
    }
  }

  void start() {
    streams.start();
  }

  Readiness readiness() {
    State state = streams.state();
    if (!hasRun && (state == State.CREATED || state == State.REBALANCING)) {
      return Readiness.notReady("joining the workers' group");
    } else if (!state.isRunningOrRebalancing()) {
      return Readiness.notReady("stopped");
    } else if (contact.isLost(streams.metrics())) {
      return Readiness.notReady("waiting for Kafka");
    }
    return Readiness.ready("explaining images");
  }

  /** Whether a run was in the group when the partitions were last shared out. */
  boolean lives(String run) {
    try {
      return streams.metadataForAllStreamsClients().stream()
          .anyMatch(member -> member.hostInfo().host().equals(run));
    } catch (IllegalStateException e) {
      // This worker is stopping. Nothing that it decides now is committed.
      log.debug("Kafka Streams does not tell its members", e);
      return true;
    }
  }

  /** Leaves the group, so that the others take over at once. */
  @Override
  public void close() {
    metrics.close();
    CloseOptions leave =
        CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_LIMIT);
    if (!streams.close(leave)) {
      log.warn("Kafka Streams did not stop within {} s.", CLOSE_LIMIT.toSeconds());
    }
  }
}
