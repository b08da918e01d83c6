package io.camstream.admin;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the committed records of all partitions of topics, without a consumer group. Not
 * thread-safe.
 */
public final class ResultsReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsReader.class);

  private static final int ANSWER_LIMIT_MILLIS = 15_000;

  private final Map<String, Deserializer<? extends SpecificRecord>> deserializers = new HashMap<>();
  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private long unreadable;

  /**
   * Begins at the first record of each partition.
   *
   * @throws io.camstream.platform.error.UserError if a topic does not exist
   */
  public ResultsReader(KafkaSettings kafka, AvroSerdes serdes, List<Topic<?>> topics) {
    topics.forEach(
        topic -> deserializers.put(topic.name(), serdes.valueSerde(topic).deserializer()));
    this.consumer =
        KafkaClients.consumer(
            kafka,
            Optional.empty(),
            new ByteArrayDeserializer(),
            Map.of(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MILLIS));
    try {
      this.partitions = allPartitions(topics);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private List<TopicPartition> allPartitions(List<Topic<?>> topics) {
    return topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
  }

  private List<TopicPartition> partitions(Topic<?> topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new UserError("Missing topic: " + topic.name() + ". Run 'camstream setup' first.");
    }
    return found.stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  /** Seeks to the end of every partition, so that only new records are read. */
  public void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Returns the next records; none if none arrive within the limit. Unreadable records and
   * tombstones are skipped.
   */
  public List<SpecificRecord> poll(Duration limit) {
    List<SpecificRecord> values = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(limit)) {
      if (record.value() == null) {
        continue;
      }
      try {
        values.add(deserializers.get(record.topic()).deserialize(record.topic(), record.value()));
      } catch (SerializationException e) {
        unreadable++;
        LOG.warn("Skipped record {} of {}", record.offset(), record.topic(), e);
      }
    }
    return values;
  }

  /** True if all records that are committed now have been read. Queries the brokers. */
  public boolean atEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Records that were skipped since they could not be read. */
  public long unreadable() {
    return unreadable;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
