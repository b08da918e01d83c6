package io.camstream.worker.topology;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Applies back-pressure: pauses partitions whose buffer is full. A processor can't reject a record,
 * and a blocked processor would delay the transaction and all other partitions of its thread.
 *
 * <p>Kafka Streams pauses partitions too. So this pauses them within a poll only, and does not
 * resume partitions that Kafka Streams pauses in a rebalance during the poll.
 */
final class HoldingConsumer extends KafkaConsumer<byte[], byte[]> {

  private final FullBuffers full;
  private final Set<TopicPartition> held = new HashSet<>();

  HoldingConsumer(Map<String, Object> config, FullBuffers full) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.full = full;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    for (TopicPartition partition : assignment()) {
      if (full.contains(partition.partition())) {
        held.add(partition);
      }
    }
    held.removeAll(paused());
    super.pause(held);
    try {
      return super.poll(timeout);
    } finally {
      held.retainAll(assignment());
      resume(held);
      held.clear();
    }
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    held.removeAll(Set.copyOf(partitions));
    super.pause(partitions);
  }
}
