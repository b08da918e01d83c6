package io.camstream.platform.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic's committed records up to its end, repeatedly. Not thread-safe. */
public final class TopicSnapshotReader<V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(90);

  /** A consumer can't distinguish an unreachable broker from an open transaction. */
  private static final Duration BROKER_ASKED_EVERY = Duration.ofSeconds(5);

  private final Consumer<String, V> consumer;
  private final Admin admin;
  private final List<TopicPartition> partitions;

  /**
   * Creates a reader that starts at the first record of each partition.
   *
   * @param consumer {@code read_committed} and without a group; closed with this
   * @param admin closed by the caller
   * @param partitions at least one, all of one topic
   */
  public TopicSnapshotReader(
      Consumer<String, V> consumer, Admin admin, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.admin = admin;
    this.partitions = List.copyOf(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Creates a reader of all partitions of a topic that does not deserialize the records.
   *
   * @param admin closed by the caller
   */
  public static TopicSnapshotReader<byte[]> of(KafkaSettings kafka, Admin admin, Topic<?> topic) {
    Consumer<String, byte[]> consumer =
        KafkaClients.consumer(kafka, Optional.empty(), new ByteArrayDeserializer(), Map.of());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    return new TopicSnapshotReader<>(consumer, admin, partitions);
  }

  /**
   * Passes on the records committed since the last call, in the order of each partition, up to the
   * topic's end at the time of the call. Waits for transactions that are open there, since
   * committed records may follow them.
   *
   * @throws KafkaException if the end can't be reached; without delay if the broker can't be
   *     reached
   */
  public void readOn(java.util.function.Consumer<ConsumerRecord<String, V>> use) {
    Map<TopicPartition, Long> ends = ends();
    long lastSum = -1;
    long deadline = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
    long askAt = System.nanoTime() + BROKER_ASKED_EVERY.toNanos();
    while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
      consumer.poll(POLL).forEach(use);
      long now = System.nanoTime();
      long sum = partitions.stream().mapToLong(consumer::position).sum();
      if (sum != lastSum) {
        lastSum = sum;
        deadline = now + NO_PROGRESS_LIMIT.toNanos();
        askAt = now + BROKER_ASKED_EVERY.toNanos();
      } else if (now > deadline) {
        throw new TimeoutException(
            "Topic " + partitions.get(0).topic() + " can't be read to its end");
      } else if (now > askAt) {
        ends();
        askAt = System.nanoTime() + BROKER_ASKED_EVERY.toNanos();
      }
    }
  }

  /**
   * Log end offsets. A {@code read_committed} consumer sees the last stable offset as the end,
   * which is before the first open transaction.
   */
  private Map<TopicPartition, Long> ends() {
    var offsets =
        admin.listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(Function.identity(), part -> OffsetSpec.latest())),
            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
    try {
      return offsets.all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for Kafka", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
