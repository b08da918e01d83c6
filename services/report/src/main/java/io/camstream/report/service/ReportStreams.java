package io.camstream.report.service;

import io.camstream.platform.kafka.GroupContact;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.report.topology.ReportTopology;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology, and its stores as tables. */
final class ReportStreams implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReportStreams.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

  private final KafkaStreams streams;
  private final GroupContact contact = new GroupContact(StreamsSettings.SESSION);

  ReportStreams(Topology topology, Properties config, ShutdownSignal ending) {
    this.streams = new KafkaStreams(topology, config);
    streams.setUncaughtExceptionHandler(new ReportStreamFailures(ending));
    streams.setStateListener(this::changed);
  }

  private void changed(State now, State before) {
    LOG.debug("Report streams: {} after {}", now, before);
    if (now == State.RUNNING) {
      contact.joined();
    }
  }

  void start() {
    streams.start();
  }

  KafkaStreams kafkaStreams() {
    return streams;
  }

  ReportTables tables() {
    return new StoreTables(
        store(ReportTopology.ROWS),
        store(ReportTopology.MAPS),
        store(ReportTopology.BATCHES),
        store(ReportTopology.CHANGES));
  }

  private <K, V> Supplier<ReadOnlyKeyValueStore<K, V>> store(String name) {
    return () ->
        streams.store(
            StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, V>keyValueStore()));
  }

  Readiness readiness() {
    State state = streams.state();
    if (contact.isLost(streams.metrics())) {
      return Readiness.notReady("waiting for Kafka");
    }
    return state == State.RUNNING
        ? Readiness.ready("running")
        : Readiness.notReady("Kafka Streams is " + state);
  }

  @Override
  public void close() {
    boolean ended =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_LIMIT));
    if (!ended) {
      LOG.warn("Kafka Streams did not stop within {}", CLOSE_LIMIT);
    }
  }
}
