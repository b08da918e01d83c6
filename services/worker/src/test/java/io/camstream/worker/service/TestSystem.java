package io.camstream.worker.service;

import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics and buckets of one test, what is put into them, and what a subscriber sees. Not
 * thread-safe.
 */
final class TestSystem implements AutoCloseable {

  static final int PARTITIONS = 4;

  private static final String GROUP_OFFSETS = "__consumer_offsets";

  private final SettingsLoader settings;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final ObjectStore store;
  private final StoreSettings storeSettings;
  private final Producer<String, ImageReference> producer;
  private final Consumer<String, Explanation> explanations;
  private final Consumer<String, Failure> failures;
  private final List<ConsumerRecord<String, Explanation>> explained = new ArrayList<>();
  private final List<ConsumerRecord<String, Failure>> failed = new ArrayList<>();

  TestSystem(String prefix) {
    this(properties(prefix));
  }

  /**
   * @param properties of {@link #properties}
   */
  TestSystem(Map<String, String> properties) {
    this.settings = SettingsLoader.of(properties);
    SystemSetup.apply(settings);
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    this.topics = new Topics(kafka.topicPrefix());
    this.serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    this.storeSettings = settings.load(StoreSettings.class);
    this.store = ObjectStore.connect(storeSettings);
    this.producer =
        KafkaClients.producer(kafka, serdes.valueSerde(topics.images()).serializer(), Map.of());
    this.explanations = consumer(kafka, topics.explanations());
    this.failures = consumer(kafka, topics.failures());
  }

  /** The settings of a worker on the shared servers. */
  static Map<String, String> properties(String prefix) {
    return properties(SharedServers.get(), prefix);
  }

  /** The settings of a worker. */
  static Map<String, String> properties(EmbeddedServers servers, String prefix) {
    Map<String, String> properties = new HashMap<>(servers.settings());
    properties.put("camstream.kafka.topic-prefix", prefix);
    properties.put("camstream.topics.partitions", String.valueOf(PARTITIONS));
    properties.put("camstream.store.images-bucket", prefix + "-images");
    properties.put("camstream.store.explanations-bucket", prefix + "-explanations");
    properties.put("camstream.store.reports-bucket", prefix + "-reports");
    properties.put("camstream.worker.model", "not-used");
    return properties;
  }

  SettingsLoader settings() {
    return settings;
  }

  ObjectStore store() {
    return store;
  }

  private <V extends SpecificRecord> Consumer<String, V> consumer(
      KafkaSettings kafka, Topic<V> topic) {
    Consumer<String, V> consumer =
        KafkaClients.consumer(
            kafka, Optional.empty(), serdes.valueSerde(topic).deserializer(), Map.of());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Puts a text file into the bucket and its reference on the topic. */
  ImageReference drop(String key, String text) {
    return drop(key, text.getBytes(StandardCharsets.UTF_8));
  }

  ImageReference drop(String key, byte[] content) {
    ImageReference reference = put(key, content);
    publish(reference);
    return reference;
  }

  /** Puts a file into the bucket only. */
  ImageReference put(String key, byte[] content) {
    String etag = store.put(storeSettings.imagesBucket(), key, content, "image/png");
    return reference(key, etag, content.length);
  }

  ImageReference reference(String key, String etag, int size) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return ImageReference.newBuilder()
        .setBucket(storeSettings.imagesBucket())
        .setKey(key)
        .setEtag(etag)
        .setSize(size)
        .setLastModified(now)
        .setDiscoveredAt(now)
        .setBatch("default")
        .setSource(DiscoverySource.LISTING)
        .build();
  }

  void publish(ImageReference reference) {
    publish(reference, null);
    producer.flush();
  }

  /**
   * Without waiting for the broker.
   *
   * @param partition or null for that of the key
   */
  void publish(ImageReference reference, Integer partition) {
    ProducerRecord<String, ImageReference> record =
        new ProducerRecord<>(topics.images().name(), partition, ImageKey.of(reference), reference);
    record.headers().add("traceparent", reference.getKey().getBytes(StandardCharsets.UTF_8));
    producer.send(record);
  }

  /** All explanations that a subscriber has seen up to now. */
  List<ConsumerRecord<String, Explanation>> explained() {
    return poll(explanations, explained);
  }

  /** All failures that a subscriber has seen up to now. */
  List<ConsumerRecord<String, Failure>> failed() {
    return poll(failures, failed);
  }

  private static <V> List<ConsumerRecord<String, V>> poll(
      Consumer<String, V> consumer, List<ConsumerRecord<String, V>> seen) {
    consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    return seen;
  }

  /** How many references the workers' group has committed. */
  long committedReferences() throws Exception {
    try (Admin admin = admin()) {
      return admin
          .listConsumerGroupOffsets(topicPrefix() + "-worker")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset == null ? 0 : offset.offset())
          .sum();
    }
  }

  /** Members of the workers' group, the dead but not yet missed included. */
  int groupMembers() throws Exception {
    String group = topicPrefix() + "-worker";
    try (Admin admin = admin()) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .size();
    }
  }

  /** How many partitions of the images topic each of the workers has. */
  List<Integer> shares() throws Exception {
    String group = topicPrefix() + "-worker";
    try (Admin admin = admin()) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .stream()
          .map(member -> member.assignment().topicPartitions().size())
          .toList();
    }
  }

  /**
   * Records and markers of transactions, in all topics that a worker writes to: those of the system
   * and the changelog, and Kafka's own with the group's offsets.
   */
  long written() throws Exception {
    try (Admin admin = admin()) {
      List<String> names =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
              .filter(name -> name.startsWith(topicPrefix()) || name.equals(GROUP_OFFSETS))
              .toList();
      Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                partition ->
                    partitions.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest()));
      }
      return admin.listOffsets(partitions).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private String topicPrefix() {
    return settings.load(KafkaSettings.class).topicPrefix();
  }

  private Admin admin() {
    return KafkaClients.admin(settings.load(KafkaSettings.class));
  }

  @Override
  public void close() {
    producer.close();
    explanations.close();
    failures.close();
    store.close();
  }
}
