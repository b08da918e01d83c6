package io.camstream.chaos.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics, as a subscriber that sees committed records alone. Not thread-safe. */
final class EvidenceTopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  EvidenceTopicReader(Map<String, Object> clients) {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(config, bytes, bytes);
    this.admin = Admin.create(new HashMap<>(clients));
  }

  /**
   * All committed records, in the order of each partition. Where a transaction is open, those
   * before it: see {@link #openTransactions}.
   */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = ends(partitions, IsolationLevel.READ_COMMITTED);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
    while (!atEnd(ends)) {
      int before = records.size();
      consumer.poll(POLL).forEach(records::add);
      if (records.size() > before) {
        deadline = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new IllegalStateException(topic + " can't be read to its end");
      }
    }
    records.removeIf(
        record -> record.offset() >= ends.get(new TopicPartition(topic, record.partition())));
    return records;
  }

  private boolean atEnd(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Partitions whose committed end lies before their end. */
  List<String> openTransactions(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> committed = ends(partitions, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    return partitions.stream()
        .filter(partition -> committed.get(partition) < all.get(partition))
        .map(TopicPartition::toString)
        .toList();
  }

  /** Offsets that a group has committed for a topic; 0 where it has committed none. */
  Map<Integer, Long> committed(String group, String topic) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<Integer, Long> committed = new HashMap<>();
    for (TopicPartition partition : partitions(topic)) {
      OffsetAndMetadata offset = offsets.get(partition);
      committed.put(partition.partition(), offset == null ? 0 : offset.offset());
    }
    return committed;
  }

  /** Whether there is such a topic. */
  boolean exists(String topic) {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer(admin.listOffsets(asked, new ListOffsetsOptions(level)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while reading from Kafka", e);
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
