package io.camstream.admin;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.TopicSnapshotReader;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;

/**
 * Deletes a batch's entries in ingest's checkpoint, its outcomes, its files and its report.
 * Services may run meanwhile; ingest then publishes the images in the bucket again. Not
 * thread-safe.
 */
public final class Reset implements AutoCloseable {
  private final String batch;
  private final KafkaSettings kafka;
  private final StoreSettings storeSettings;
  private final Topics topics;
  private final Admin admin;
  private final ObjectStore store;
  private final TopicSnapshotReader<byte[]> images;
  private final TopicSnapshotReader<byte[]> explanations;
  private final TopicSnapshotReader<byte[]> failures;
  private final TopicSnapshotReader<byte[]> discovered;
  private final RecordReader<ImageReference> references;
  private final RecordReader<Explanation> explained;
  private final RecordReader<Failure> failed;
  private final RecordReader<DiscoveredObject> remembered;
  private final BatchHistory history;

  /**
   * Extent of a reset.
   *
   * @param images published images of the batch
   * @param explained explained images
   * @param failed failed images
   * @param underWay images in progress: published, and neither explained nor failed yet
   * @param objects files in the explanations bucket
   */
  public record Extent(long images, long explained, long failed, long underWay, long objects) {}

  /**
   * @throws UserError if topics are missing
   */
  public Reset(SettingsLoader settings, String batch) {
    this.batch = batch;
    this.kafka = settings.load(KafkaSettings.class);
    this.storeSettings = settings.load(StoreSettings.class);
    this.topics = new Topics(kafka.topicPrefix());
    AvroSerdes serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    this.references = new RecordReader<>(serdes.valueSerde(topics.images()).deserializer());
    this.explained = new RecordReader<>(serdes.valueSerde(topics.explanations()).deserializer());
    this.failed = new RecordReader<>(serdes.valueSerde(topics.failures()).deserializer());
    this.remembered = new RecordReader<>(serdes.valueSerde(topics.discovered()).deserializer());
    this.history = new BatchHistory(storeSettings.imagesBucket(), batch);
    this.store = ObjectStore.connect(storeSettings);
    this.admin = KafkaClients.admin(kafka);
    new TopicSetup(admin)
        .require(
            List.of(
                topics.images(), topics.explanations(), topics.failures(), topics.discovered()));
    this.images = TopicSnapshotReader.of(kafka, admin, topics.images());
    this.explanations = TopicSnapshotReader.of(kafka, admin, topics.explanations());
    this.failures = TopicSnapshotReader.of(kafka, admin, topics.failures());
    this.discovered = TopicSnapshotReader.of(kafka, admin, topics.discovered());
  }

  /** Determines the extent of a reset. Changes nothing. */
  public Extent extent() throws InterruptedException {
    ResetPlan plan = readOn();
    return new Extent(
        plan.images().size(),
        plan.explained(),
        plan.failed(),
        plan.underWay(),
        new BatchObjects(store, storeSettings, history, batch).count());
  }

  /**
   * Deletes the batch's records and files. If it is interrupted, running it again does the rest.
   *
   * @param force also while images are in progress; these may be explained twice
   * @throws UserError if images are in progress and it is not forced, or ingest keeps fencing it
   */
  public void run(boolean force) throws InterruptedException {
    AtomicReference<InterruptedException> interrupt = new AtomicReference<>();
    new BucketWriter(kafka, storeSettings.imagesBucket())
        .write(
            () -> {
              ResetPlan plan = readOn();
              if (plan.underWay() > 0 && !force) {
                throw underWay(plan.underWay());
              }
              try {
                // First: once ingest may publish the images again, a worker writes the same keys.
                new BatchObjects(store, storeSettings, history, batch).delete();
              } catch (InterruptedException e) {
                interrupt.set(e);
                return List.of();
              }
              return plan.records(topics);
            });
    if (interrupt.get() != null) {
      throw interrupt.get();
    }
  }

  /** References last: an image that ends meanwhile counts as in progress, never the reverse. */
  private ResetPlan readOn() {
    explanations.readOn(record -> history.addExplanation(record, explained));
    failures.readOn(record -> history.addFailure(record, failed));
    discovered.readOn(record -> history.addDiscovered(record, remembered));
    images.readOn(record -> history.addReference(record, references));
    return history.plan();
  }

  private UserError underWay(long count) {
    return new UserError(
        "%d images of batch %s are still under way, and would be explained twice. Wait until they are"
                .formatted(count, Quoted.of(batch))
            + " done, or add --force.");
  }

  @Override
  public void close() {
    discovered.close();
    failures.close();
    explanations.close();
    images.close();
    admin.close();
    store.close();
  }
}
