package io.camstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoverySource;
import io.camstream.testkit.SharedServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is published and what is remembered are one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionalPublisherIT {
  private static final String PREFIX = "ingest-publisher-it";

  private KafkaSettings settings;
  private AvroSerdes serdes;
  private Topics topics;
  private Admin admin;

  @BeforeAll
  void setUp() {
    SettingsLoader loader =
        SettingsLoader.of(SharedServers.get().settings())
            .with(
                Map.of("camstream.kafka.topic-prefix", PREFIX, "camstream.topics.partitions", "2"));
    SystemSetup.apply(loader);
    settings = loader.load(KafkaSettings.class);
    serdes = AvroSerdes.create(loader.load(RegistrySettings.class));
    topics = new Topics(PREFIX);
    admin = KafkaClients.admin(settings);
  }

  @AfterAll
  void close() {
    admin.close();
  }

  @Test
  void shouldFenceThePublisherThatWasOpenedBefore() {
    try (TransactionalPublisher frozen = publisher("fence");
        TransactionalPublisher successor = publisher("fence")) {
      assertThatThrownBy(() -> frozen.publish(List.of(discovery("fence", "late", "1"))))
          .isInstanceOf(KafkaException.class);
      successor.publish(List.of(discovery("fence", "own", "1")));

      PublishedVersions restored = restore("fence");
      assertThat(restored.contains("own", Optional.empty(), "1")).isTrue();
      assertThat(restored.contains("late", Optional.empty(), "1")).isFalse();
    }
  }

  @Test
  void shouldRestoreTheNewestVersionOfEachObjectOfItsBucket() {
    try (TransactionalPublisher publisher = publisher("restore")) {
      publisher.publish(
          IntStream.range(0, 1200).mapToObj(i -> discovery("restore", "k" + i, "old")).toList());
      publisher.publish(List.of(discovery("restore", "k7", "new"), discovery("other", "x", "1")));
    }

    PublishedVersions restored = restore("restore");

    assertThat(restored.size()).isEqualTo(1200);
    assertThat(restored.contains("k7", Optional.empty(), "new")).isTrue();
    assertThat(restored.contains("k8", Optional.empty(), "old")).isTrue();
    assertThat(restore("other").size()).isEqualTo(1);
  }

  @Test
  void shouldRestoreWhatLiesBehindAnotherBucketsOpenTransaction() throws Exception {
    try (Producer<String, byte[]> other = producer("open-other");
        TransactionalPublisher publisher = publisher("open")) {
      other.initTransactions();
      other.beginTransaction();
      other.send(new ProducerRecord<>(topics.discovered().name(), "open-other/k", null));
      other.flush();
      publisher.publish(List.of(discovery("open", "behind", "1")));

      CompletableFuture<PublishedVersions> restored =
          CompletableFuture.supplyAsync(() -> restore("open"));
      other.abortTransaction();

      assertThat(restored.get(60, TimeUnit.SECONDS).contains("behind", Optional.empty(), "1"))
          .isTrue();
    }
  }

  @Test
  void shouldForgetWhatSomebodyForgotMeanwhile() {
    try (TransactionalPublisher publisher = publisher("forget");
        DiscoveryCheckpoint checkpoint = checkpoint("forget");
        Producer<String, byte[]> reset = producer("forget-reset")) {
      publisher.publish(List.of(discovery("forget", "a", "1"), discovery("forget", "b", "1")));
      PublishedVersions published = checkpoint.restore();
      reset.initTransactions();
      reset.beginTransaction();
      reset.send(new ProducerRecord<>(topics.discovered().name(), "forget/a", null));
      reset.commitTransaction();
      published.put("b", Optional.empty(), "2");

      checkpoint.applyForgotten(published);

      assertThat(published.contains("a", Optional.empty(), "1")).isFalse();
      assertThat(published.contains("b", Optional.empty(), "2"))
          .as("what was published meanwhile is not replaced by what is read back")
          .isTrue();
    }
  }

  private TransactionalPublisher publisher(String bucket) {
    return new TransactionalPublisher(producer(bucket), topics, serdes);
  }

  private Producer<String, byte[]> producer(String id) {
    return KafkaClients.producer(
        settings, new ByteArraySerializer(), Map.of("transactional.id", PREFIX + "." + id));
  }

  private DiscoveryCheckpoint checkpoint(String bucket) {
    return new DiscoveryCheckpoint(
        KafkaClients.consumer(
            settings,
            Optional.empty(),
            serdes.valueSerde(topics.discovered()).deserializer(),
            Map.of()),
        admin,
        topics.discovered(),
        bucket);
  }

  private PublishedVersions restore(String bucket) {
    try (DiscoveryCheckpoint checkpoint = checkpoint(bucket)) {
      return checkpoint.restore();
    }
  }

  private static Discovery discovery(String bucket, String key, String etag) {
    StoredObject object =
        new StoredObject(bucket, key, Optional.empty(), etag, 1, Instant.EPOCH, Optional.empty());
    return new Discovery(object, Optional.empty(), Instant.EPOCH, DiscoverySource.LISTING);
  }
}
