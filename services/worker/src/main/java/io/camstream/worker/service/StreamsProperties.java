package io.camstream.worker.service;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** The configuration of the worker's Kafka Streams. */
final class StreamsProperties {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(2);
  private static final int MAX_POLL_RECORDS = 256;
  private static final int HEARTBEATS_IN_SESSION = 3;
  private static final int RESTORE_FETCH_WAIT_MS = 20;

  private StreamsProperties() {}

  /** Consumer group of all workers, and prefix of the changelog's name and transactional ids. */
  static String applicationId(KafkaSettings kafka) {
    return new Topics(kafka.topicPrefix()).pendingImages().application();
  }

  /** Holds secrets: never log it. */
  static Properties of(KafkaSettings kafka, TopicSettings topics, WorkerSettings worker) {
    Properties config = new Properties();
    config.putAll(KafkaClients.common(kafka));
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(kafka));
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, worker.streamThreads());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replicationFactor());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee(worker));
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    // Outcomes arrive between polls, so a poll without records must not last.
    config.put(StreamsConfig.POLL_MS_CONFIG, COMMIT_INTERVAL.toMillis() / 2);
    // The default fails on a record whose timestamp is invalid; nothing here needs timestamps.
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    // A new worker would otherwise get nothing of a partition with a long changelog until a copy is
    // warm, which is looked at every 10 minutes. The changelog is compacted and soon read.
    config.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
    // There is no global store. The default is warned about at each start, twice: the assignor of
    // partitions reads the consumer's configuration as that of Kafka Streams.
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    put(config, StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    // Tasks come to the restore consumer in lots. What it asks for the next lot waits behind its
    // fetch for the last one: 500 ms by default where changelogs are empty.
    config.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_FETCH_WAIT_MS);
    addConsumer(config, worker);
    addProducer(config, worker);
    return config;
  }

  private static void addConsumer(Properties config, WorkerSettings worker) {
    long session = worker.sessionTimeout().toMillis();
    put(config, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    put(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session);
    put(
        config,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        (int) (session / HEARTBEATS_IN_SESSION));
    put(config, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) MAX_POLL_INTERVAL.toMillis());
    put(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
  }

  private static void put(Properties config, String key, Object value) {
    config.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  private static void addProducer(Properties config, WorkerSettings worker) {
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) worker.transactionTimeout().toMillis());
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.MAX_RECORD_BYTES);
  }

  private static String guarantee(WorkerSettings worker) {
    return worker.guarantee() == Guarantee.EXACTLY_ONCE
        ? StreamsConfig.EXACTLY_ONCE_V2
        : StreamsConfig.AT_LEAST_ONCE;
  }
}
