package io.camstream.report.service;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.report.topology.UndecodableRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/** Kafka Streams configuration of the report. */
final class StreamsSettings {

  // An event contains a record of an input topic and its reference.
  private static final int MAX_EVENT_BYTES = Topics.MAX_RECORD_BYTES + (1 << 20);

  /** Session timeout, after which the batches of a silent process are reassigned. */
  static final Duration SESSION = Duration.ofSeconds(15);

  private static final int FETCH_MIN_BYTES = 1 << 20;
  private static final int FETCH_MAX_WAIT_MS = 250;

  private StreamsSettings() {}

  /** Consumer group, and prefix of the internal topics and transactional ids. */
  static String applicationId(KafkaSettings kafka) {
    return kafka.topicPrefix() + "-report";
  }

  static Properties of(
      KafkaSettings kafka, TopicSettings topics, ReportSettings settings, Path stateDirectory) {
    Properties config = new Properties();
    config.putAll(KafkaClients.common(kafka));
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(kafka));
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streamThreads());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replicationFactor());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // A record reaches its row with the second commit, after the repartition topic, so this
    // interval dominates a report's delay.
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    // Fetches in batches, since each poll costs a round through all tasks.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_MIN_BYTES);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        FETCH_MAX_WAIT_MS);
    // The order among topics is irrelevant: rows are merged in any order.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class);
    // The default fails on a record whose timestamp is invalid; nothing here needs timestamps.
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    // Avoids two warnings about the default at each start; there is no global store. The partition
    // assignor reads the consumer configuration as that of Kafka Streams.
    String globalHandler = StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG;
    config.put(globalHandler, true);
    config.put(StreamsConfig.mainConsumerPrefix(globalHandler), true);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    // Delay until a new process with a warm copy of the state is assigned partitions.
    config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(MAX_EVENT_BYTES));
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_EVENT_BYTES);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION.toMillis());
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // How long the open transaction of a killed process blocks its successor.
    config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 20_000);
    return config;
  }

  /**
   * Small RocksDB state stores. With the defaults, three of them per partition would take 150 MB of
   * native memory each; rows are read sequentially, for which a small cache suffices.
   */
  public static final class SmallStores implements RocksDBConfigSetter {

    private static final long BLOCK_BYTES = 16L << 10;
    private static final long WRITE_BUFFER_BYTES = 4L << 20;
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockSize(BLOCK_BYTES);
      options.setTableFormatConfig(table);
      options.setWriteBufferSize(WRITE_BUFFER_BYTES);
      options.setMaxWriteBufferNumber(WRITE_BUFFERS);
      options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    @Override
    public void close(String storeName, Options options) {
      // No resources to close.
    }
  }
}
