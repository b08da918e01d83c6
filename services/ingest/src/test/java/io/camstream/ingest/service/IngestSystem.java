package io.camstream.ingest.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics, schemas and buckets of one test on the shared servers, and a reader of what is published.
 */
final class IngestSystem implements AutoCloseable {
  private static final Duration READ_LIMIT = Duration.ofMillis(300);

  private final SettingsLoader settings;
  private final ObjectStore store;
  private final String bucket;
  private final Consumer<String, ImageReference> reader;
  private final List<ImageReference> read = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  private IngestSystem(SettingsLoader settings) {
    this.settings = settings;
    StoreSettings storeSettings = settings.load(StoreSettings.class);
    this.store = ObjectStore.connect(storeSettings);
    this.bucket = storeSettings.imagesBucket();
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    var images = new Topics(kafka.topicPrefix()).images();
    this.reader =
        KafkaClients.consumer(
            kafka,
            Optional.empty(),
            AvroSerdes.create(settings.load(RegistrySettings.class))
                .valueSerde(images)
                .deserializer(),
            Map.of());
    List<TopicPartition> partitions =
        List.of(new TopicPartition(images.name(), 0), new TopicPartition(images.name(), 1));
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
  }

  /**
   * @param name lower-case; keeps the test apart from all others
   */
  static IngestSystem create(String name) {
    return create(name, SharedServers.get());
  }

  static IngestSystem create(String name, EmbeddedServers servers) {
    SettingsLoader settings = settings(name, servers);
    SystemSetup.apply(settings);
    return new IngestSystem(settings);
  }

  static SettingsLoader settings(String name) {
    return settings(name, SharedServers.get());
  }

  private static SettingsLoader settings(String name, EmbeddedServers servers) {
    return SettingsLoader.of(servers.settings())
        .with(
            Map.of(
                "camstream.kafka.topic-prefix",
                name,
                "camstream.topics.partitions",
                "2",
                "camstream.store.images-bucket",
                name + "-images",
                "camstream.store.explanations-bucket",
                name + "-explanations",
                "camstream.store.reports-bucket",
                name + "-reports",
                "camstream.ingest.poll-interval",
                "100ms"));
  }

  SettingsLoader settings() {
    return settings;
  }

  ObjectStore store() {
    return store;
  }

  String put(String key, String content) {
    return store.put(bucket, key, content.getBytes(UTF_8), "application/octet-stream");
  }

  void delete(String key) {
    store.delete(bucket, key);
  }

  IngestService service(Map<String, String> overrides) {
    return IngestService.create(settings.with(overrides), new SimpleMeterRegistry());
  }

  /** Runs one instance until everything is published. */
  void runOnce() throws InterruptedException {
    runOnce(Map.of());
  }

  void runOnce(Map<String, String> overrides) throws InterruptedException {
    try (IngestService service =
        IngestService.create(
            settings.with(overrides).with(Map.of("camstream.ingest.mode", "once")),
            new SimpleMeterRegistry())) {
      service.start();
      if (!service.awaitStopped(Duration.ofSeconds(40))) {
        throw new AssertionError("Ingest did not end: " + service.readiness());
      }
    }
  }

  /** Everything published so far, as a subscriber sees it: in order for each key. */
  List<ImageReference> published() {
    Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
    while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
      readOn(READ_LIMIT);
    }
    return List.copyOf(read);
  }

  /** How much has been published, without waiting for the end of what is being published. */
  int publishedSoFar() {
    return publishedSoFar(READ_LIMIT);
  }

  int publishedSoFar(Duration limit) {
    readOn(limit);
    return read.size();
  }

  private void readOn(Duration limit) {
    reader
        .poll(limit)
        .forEach(
            record -> {
              read.add(record.value());
              keys.add(record.key());
            });
  }

  List<String> recordKeys() {
    return List.copyOf(keys);
  }

  List<String> publishedKeys() {
    return published().stream().map(ImageReference::getKey).toList();
  }

  @Override
  public void close() {
    reader.close();
    store.close();
  }
}
