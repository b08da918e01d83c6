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

/** Configuration of the report's Kafka Streams application. */
final class StreamsSettings {

  // An event is the largest record of the topics and its reference.
  private static final int MAX_EVENT_BYTES = Topics.MAX_RECORD_BYTES + (1 << 20);

  /** How long the others wait for a silent process before they take its batches. */
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
    // A record reaches its row one commit after it was read, so this is most of a report's delay.
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    // Records that come one by one cost a round through all tasks each. They are read by the lot.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_MIN_BYTES);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        FETCH_MAX_WAIT_MS);
    // The order among topics does not matter here: a row takes its parts as they come.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class);
    // The default fails on a record whose timestamp is invalid; nothing here needs timestamps.
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
    // There is no global store. The default is warned about at each start, twice: the assignor of
    // partitions reads the consumer's configuration as that of Kafka Streams.
    String globalHandler = StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG;
    config.put(globalHandler, true);
    config.put(StreamsConfig.mainConsumerPrefix(globalHandler), true);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    // How soon a new process, once it has a copy of the rows, gets its share of the batches.
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
    // How long another process waits for a killed one's last transaction.
    config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 20_000);
    return config;
  }

  /**
   * Three stores a partition with RocksDB's defaults would take 150 MB of native memory each; these
   * rows are read in sequence, for which a small cache does as well.
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
      // Nothing of its own to close.
    }
  }
}
