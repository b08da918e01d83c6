package io.camstream.benchmarks;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.settings.SettingsLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the explanations that are committed. For one thread. */
final class ExplanationCounter implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String failures;
  private final Consumer<String, byte[]> consumer;
  private long explained;

  /** Looks whether what is waited for can still come; throws where it can't. */
  @FunctionalInterface
  interface Check {
    void run() throws InterruptedException;
  }

  ExplanationCounter(SettingsLoader settings) {
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    Topics topics = new Topics(kafka.topicPrefix());
    this.failures = topics.failures().name();
    this.consumer =
        KafkaClients.consumer(kafka, Optional.empty(), new ByteArrayDeserializer(), Map.of());
    List<TopicPartition> partitions =
        Stream.of(failures, topics.explanations().name())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Returns when there are as many explanations, or more.
   *
   * @throws IllegalStateException if an image has failed
   */
  void await(long count, Check check) throws InterruptedException {
    while (explained < count) {
      check.run();
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (record.topic().equals(failures)) {
                  throw new IllegalStateException("a sample image failed: " + record.key());
                }
                explained++;
              });
    }
  }

  long explained() {
    return explained;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
