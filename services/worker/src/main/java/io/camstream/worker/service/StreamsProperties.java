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

/** Kafka Streams configuration of the worker. */
final class StreamsProperties {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(2);
  private static final int MAX_POLL_RECORDS = 256;
  private static final int HEARTBEATS_IN_SESSION = 3;
  private static final int RESTORE_FETCH_WAIT_MS = 20;

  private StreamsProperties() {}

  /** Consumer group of all workers, and prefix of the changelog topic and transactional ids. */
  static String applicationId(KafkaSettings kafka) {
    return new Topics(kafka.topicPrefix()).pendingImages().application();
  }

  /** Contains secrets: never log it. */
  static Properties of(KafkaSettings kafka, TopicSettings topics, WorkerSettings worker) {
    Properties config = new Properties();
    config.putAll(KafkaClients.common(kafka));
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(kafka));
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, worker.streamThreads());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replicationFactor());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee(worker));
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    // Outcomes are forwarded between polls, so a poll without records must be short.
    config.put(StreamsConfig.POLL_MS_CONFIG, COMMIT_INTERVAL.toMillis() / 2);
    // The default fails on a record whose timestamp is invalid; nothing here needs timestamps.
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    // Assigns partitions at once. By default a new worker would wait for a warm standby of a long
    // changelog, which is probed every 10 minutes; this changelog is compacted and quick to read.
    config.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
    // Avoids two warnings about the default at each start; there is no global store. The partition
    // assignor reads the consumer configuration as that of Kafka Streams.
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    put(config, StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    // The restore consumer receives tasks in batches, and each batch waits for the previous fetch
    // to time out (500 ms by default on an empty changelog).
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
