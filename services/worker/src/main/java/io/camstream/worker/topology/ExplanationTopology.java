package io.camstream.worker.topology;

import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.PendingImage;
import io.camstream.worker.pipeline.ExplanationPipeline;
import io.camstream.worker.pipeline.FailureRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The worker's topology:
 *
 * <pre>
 *  topic images ──> explain ──┬──> topic explanations
 *                  (buffer)   └──> topic failures
 * </pre>
 */
public final class ExplanationTopology {

  static final String BUFFER = "pending-images";
  static final String EXPLANATIONS = "explanations";
  static final String FAILURES = "failures";

  private static final String IMAGES = "images";
  private static final String EXPLAIN = "explain";

  private final Topics topics;
  private final TopologySerdes serdes;
  private final CommitCycles cycles = new CommitCycles();
  private final FullBuffers full = new FullBuffers();
  private final ProcessorParts parts;
  private final AtomicBoolean leaving = new AtomicBoolean();

  /**
   * @param pipeline closed by the caller
   * @param limits on images in flight and in the buffers
   * @param run unique id of this worker's process
   * @param lives whether the process of a run is in the consumer group now; its attempts don't
   *     count as crashes
   */
  public ExplanationTopology(
      Topics topics,
      TopologySerdes serdes,
      ExplanationPipeline pipeline,
      FlowLimits limits,
      FailureRecords failures,
      String run,
      Predicate<String> lives,
      Clock clock,
      MeterRegistry meters) {
    this.topics = topics;
    this.serdes = serdes;
    InFlightLimit inFlight = new InFlightLimit(limits.maxInFlight());
    this.parts =
        new ProcessorParts(
            new ReferenceReader(serdes.images().deserializer(), clock),
            pipeline,
            inFlight,
            cycles,
            new Attempts(run, lives),
            leaving::get,
            failures,
            new TopologyMetrics(meters, inFlight),
            full,
            limits.lowWater(),
            limits.maxWaiting());
  }

  /** Builds the topology. */
  public Topology build() {
    return new Topology()
        .addSource(
            IMAGES, new StringDeserializer(), new ByteArrayDeserializer(), topics.images().name())
        .addProcessor(EXPLAIN, () -> new ExplanationProcessor(parts), IMAGES)
        .addStateStore(buffer(), EXPLAIN)
        .addSink(
            EXPLANATIONS,
            topics.explanations().name(),
            new StringSerializer(),
            serdes.explanations().serializer(),
            EXPLAIN)
        .addSink(
            FAILURES,
            topics.failures().name(),
            new StringSerializer(),
            serdes.failures().serializer(),
            EXPLAIN);
  }

  /**
   * Kafka clients that the topology must run with: they report commits to it and pause full
   * partitions.
   *
   * @param exactlyOnce whether commits are transactions
   */
  public KafkaClientSupplier clients(boolean exactlyOnce) {
    return new CommitAwareClients(cycles, full, exactlyOnce);
  }

  /**
   * Makes the stream threads return unfinished images, so that other workers can process them. Call
   * it before closing Kafka Streams, which commits this.
   *
   * @param limit on the wait for the stream threads, which may be blocked by a broker
   */
  public void leave(Duration limit) {
    leaving.set(true);
    try {
      parts.limit().awaitNone(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  CommitCycles cycles() {
    return cycles;
  }

  FullBuffers full() {
    return full;
  }

  /**
   * The buffer is small, so the state store is in memory. The changelog makes it durable without a
   * disk.
   */
  private StoreBuilder<KeyValueStore<Long, PendingImage>> buffer() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(BUFFER), Serdes.Long(), serdes.buffer())
        .withCachingDisabled()
        .withLoggingEnabled(topics.pendingImages().config());
  }
}
