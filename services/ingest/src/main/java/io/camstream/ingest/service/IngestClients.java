package io.camstream.ingest.service;

import io.camstream.ingest.publish.BucketProducer;
import io.camstream.ingest.publish.DiscoveryCheckpoint;
import io.camstream.ingest.publish.Election;
import io.camstream.ingest.publish.TransactionalPublisher;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.DiscoveredObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Creates ingest's Kafka clients. All instances of a bucket share a group and a transactional id.
 */
final class IngestClients {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  private final KafkaSettings settings;
  private final AvroSerdes serdes;
  private final Topics topics;
  private final String bucket;

  IngestClients(KafkaSettings settings, AvroSerdes serdes, String bucket) {
    this.settings = settings;
    this.serdes = serdes;
    this.topics = new Topics(settings.topicPrefix());
    this.bucket = bucket;
  }

  /** Topics that must exist before ingest can work. */
  List<Topic<?>> topics() {
    return List.of(topics.images(), topics.discovered());
  }

  Admin admin() {
    return KafkaClients.admin(settings, ANSWER_LIMIT);
  }

  Election joinElection() {
    Map<String, Object> overrides =
        Map.of(
            // The one who lists goes on when another joins.
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            6_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            1_500);
    return Election.join(
        KafkaClients.consumer(
            settings,
            Optional.of(BucketProducer.name(settings, bucket)),
            new ByteArrayDeserializer(),
            overrides),
        topics.discovered().name());
  }

  TransactionalPublisher openPublisher() {
    return new TransactionalPublisher(
        BucketProducer.create(settings, bucket, ANSWER_LIMIT), topics, serdes);
  }

  DiscoveryCheckpoint openCheckpoint(Admin admin) {
    Topic<DiscoveredObject> topic = topics.discovered();
    Map<String, Object> overrides =
        Map.of(
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_LIMIT.toMillis()));
    return new DiscoveryCheckpoint(
        KafkaClients.consumer(
            settings, Optional.empty(), serdes.valueSerde(topic).deserializer(), overrides),
        admin,
        topic,
        bucket);
  }
}
