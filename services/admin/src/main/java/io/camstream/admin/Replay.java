package io.camstream.admin;

import io.camstream.admin.ReplayPlan.PutBack;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.TopicSnapshotReader;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Republishes references of failed images to the images topic. Each failure is republished at most
 * once, also by several processes in parallel. Services may run meanwhile.
 */
public final class Replay {
  private final KafkaSettings kafka;
  private final String bucket;
  private final Topics topics;
  private final AvroSerdes serdes;

  public Replay(SettingsLoader settings) {
    this.kafka = settings.load(KafkaSettings.class);
    this.bucket = settings.load(StoreSettings.class).imagesBucket();
    this.topics = new Topics(kafka.topicPrefix());
    this.serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
  }

  /**
   * Outcome of a replay.
   *
   * @param putBack references that were republished
   * @param alreadyBack failures that were republished before: explained since, or in progress
   * @param unusable failures of versions that have been overwritten, or of records that named none
   */
  public record Outcome(long putBack, long alreadyBack, long unusable) {}

  /**
   * Republishes the failures that the filter selects. Returns when the transaction is committed.
   *
   * @throws io.camstream.platform.error.UserError if topics are missing, or ingest keeps fencing it
   */
  public Outcome run(ReplayFilter filter) {
    FailureBook book =
        new FailureBook(
            bucket,
            new RecordReader<>(serdes.valueSerde(topics.failures()).deserializer()),
            new RecordReader<>(serdes.valueSerde(topics.images()).deserializer()));
    try (Admin admin = KafkaClients.admin(kafka)) {
      new TopicSetup(admin).require(List.of(topics.images(), topics.failures()));
      try (TopicSnapshotReader<byte[]> failures =
              TopicSnapshotReader.of(kafka, admin, topics.failures());
          TopicSnapshotReader<byte[]> images =
              TopicSnapshotReader.of(kafka, admin, topics.images())) {
        // Most is read before the others are fenced, so that ingest is interrupted only briefly.
        failures.readOn(book::addFailure);
        images.readOn(book::addReference);
        ReplayPlan plan = book.plan(filter);
        return outcome(plan.chosen().isEmpty() ? plan : write(images, book, filter));
      }
    }
  }

  private ReplayPlan write(
      TopicSnapshotReader<byte[]> images, FailureBook book, ReplayFilter filter) {
    AtomicReference<ReplayPlan> written = new AtomicReference<>();
    new BucketWriter(kafka, bucket)
        .write(
            () -> {
              images.readOn(book::addReference);
              written.set(book.plan(filter));
              return written.get().chosen().stream().map(this::record).map(List::of).toList();
            });
    return written.get();
  }

  private static Outcome outcome(ReplayPlan plan) {
    return new Outcome(plan.chosen().size(), plan.alreadyBack(), plan.unusable());
  }

  private ProducerRecord<String, byte[]> record(PutBack image) {
    Topic<ImageReference> topic = topics.images();
    Serializer<ImageReference> values = serdes.valueSerde(topic).serializer();
    // Keeps the time of discovery, by which the report orders versions of the same second.
    ImageReference reference =
        ImageReference.newBuilder(image.reference()).setSource(DiscoverySource.REPLAY).build();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic.name(), image.imageKey(), values.serialize(topic.name(), reference));
    record.headers().add(FailureBook.REPLAY_OF, image.origin().getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
