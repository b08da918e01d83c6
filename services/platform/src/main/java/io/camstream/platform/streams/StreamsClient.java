package io.camstream.platform.streams;

import io.camstream.platform.kafka.GroupContact;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ShutdownSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka Streams client with the failure policy, readiness and metrics of all services. */
public final class StreamsClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final GroupContact contact;
  private volatile boolean hasRun;

  /**
   * @param streams not started yet; closed with this
   * @param longestSilence time without a heartbeat after which Kafka counts as unreachable
   * @param shutdown receives the failures that a new stream thread can't recover from
   */
  public StreamsClient(
      KafkaStreams streams,
      Duration longestSilence,
      ShutdownSignal shutdown,
      MeterRegistry meters) {
    this.streams = streams;
    this.contact = new GroupContact(longestSilence);
    streams.setUncaughtExceptionHandler(new StreamsFailureHandler(shutdown));
    streams.setStateListener(this::changed);
    this.metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
  }

  private void changed(State now, State before) {
    LOG.debug("Kafka Streams: {} after {}", now, before);
    if (now == State.RUNNING) {
      hasRun = true;
      contact.joined();
    }
  }

  public void start() {
    streams.start();
  }

  /** The client itself, to query state stores and group members. */
  public KafkaStreams kafkaStreams() {
    return streams;
  }

  /**
   * Ready from the first assignment of partitions on, as long as the group coordinator is heard.
   *
   * @param working reason when ready, such as {@code explaining images}
   */
  public Readiness readiness(String working) {
    State state = streams.state();
    if (!hasRun && (state == State.CREATED || state == State.REBALANCING)) {
      return Readiness.notReady("joining the consumer group");
    } else if (!state.isRunningOrRebalancing()) {
      return Readiness.notReady("stopped");
    } else if (contact.isLost(streams.metrics())) {
      return Readiness.notReady("waiting for Kafka");
    }
    return Readiness.ready(working);
  }

  /** Leaves the group, so that the other members take over the partitions at once. */
  @Override
  public void close() {
    metrics.close();
    CloseOptions leave =
        CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_LIMIT);
    if (!streams.close(leave)) {
      LOG.warn("Kafka Streams did not stop within {} s.", CLOSE_LIMIT.toSeconds());
    }
  }
}
