package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.settings.SettingsLoader;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

  @Test
  void shouldGiveANewWorkerItsShareAtOnceHoweverLongTheChangelogIs() {
    assertThat(config(Map.of()).getLong(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(consumer(Map.of()))
        .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 256)
        .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000)
        .containsEntry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000)
        .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
  }

  @Test
  void shouldNotLetRestoringWaitForRecordsOfEmptyChangelogs() {
    assertThat(config(Map.of()).getRestoreConsumerConfigs("client"))
        .containsEntry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
  }

  @Test
  void shouldCommitInTransactions() {
    StreamsConfig config = config(Map.of());
    Map<String, Object> producer = config.getProducerConfigs("client");

    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(producer)
        .containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000)
        .containsEntry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
  }

  @Test
  void shouldRepeatRatherThanCommitInTransactionsWhenToldTo() {
    StreamsConfig config = config(Map.of("camstream.worker.guarantee", "at-least-once"));

    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.AT_LEAST_ONCE);
  }

  private static Map<String, Object> consumer(Map<String, String> given) {
    return config(given).getMainConsumerConfigs("group", "client", 0);
  }

  private static StreamsConfig config(Map<String, String> given) {
    SettingsLoader loader = SettingsLoader.of(settings(given));
    return new StreamsConfig(
        StreamsProperties.of(
            loader.load(KafkaSettings.class),
            loader.load(TopicSettings.class),
            loader.load(WorkerSettings.class)));
  }

  private static Map<String, String> settings(Map<String, String> given) {
    Map<String, String> settings = new HashMap<>(given);
    settings.put("camstream.worker.model", "m");
    settings.put("camstream.store.access-key", "a");
    settings.put("camstream.store.secret-key", "s");
    return settings;
  }
}
