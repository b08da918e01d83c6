package io.camstream.ingest.publish;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates the producers of a bucket's references. All writers of a bucket share one transactional
 * id: each new one fences the others, so what it reads afterwards can't change unnoticed.
 */
public final class BucketProducer {
  private BucketProducer() {}

  /** What all ingests of a bucket share: their group and their transactional id. */
  public static String name(KafkaSettings settings, String bucket) {
    return settings.topicPrefix() + ".ingest." + bucket;
  }

  /**
   * Not yet fencing: that is for {@link Producer#initTransactions()} to do. Calls give up after the
   * limit.
   */
  public static Producer<String, byte[]> create(
      KafkaSettings settings, String bucket, Duration answerLimit) {
    Map<String, Object> overrides =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG, name(settings, bucket),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.toIntExact(answerLimit.toMillis()),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000,
            ProducerConfig.LINGER_MS_CONFIG, 20);
    return KafkaClients.producer(settings, new ByteArraySerializer(), overrides);
  }
}
