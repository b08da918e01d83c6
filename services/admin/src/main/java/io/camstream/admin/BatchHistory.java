package io.camstream.admin;

import io.camstream.ingest.bucket.Batch;
import io.camstream.platform.kafka.BatchTombstone;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of the images of one batch, collected from the topics, which may be read in any order.
 * Memory grows with the images of the batch. Not thread-safe.
 */
final class BatchHistory {
  private final String bucket;
  private final String batch;
  private final Map<String, ImageTrace> images = new TreeMap<>();
  private Instant forgottenUntil = Instant.EPOCH;

  BatchHistory(String bucket, String batch) {
    this.bucket = bucket;
    this.batch = batch;
  }

  void addReference(ConsumerRecord<String, byte[]> record, RecordReader<ImageReference> reader) {
    image(record)
        .ifPresent(
            image ->
                reader
                    .read(record)
                    .ifPresent(value -> image.reference(value.getEtag(), value.getDiscoveredAt())));
  }

  void addExplanation(ConsumerRecord<String, byte[]> record, RecordReader<Explanation> reader) {
    addOutcome(
        record,
        ImageTrace::explanationsForgotten,
        image ->
            reader
                .read(record)
                .map(Explanation::getReference)
                .ifPresent(of -> image.explanation(of.getEtag(), of.getDiscoveredAt())));
  }

  void addFailure(ConsumerRecord<String, byte[]> record, RecordReader<Failure> reader) {
    addOutcome(
        record,
        ImageTrace::failuresForgotten,
        image ->
            reader
                .read(record)
                .map(Failure::getReference)
                .ifPresent(of -> image.failure(of.getEtag(), of.getDiscoveredAt())));
  }

  private void addOutcome(
      ConsumerRecord<String, byte[]> record,
      java.util.function.Consumer<ImageTrace> forget,
      java.util.function.Consumer<ImageTrace> add) {
    Optional<ImageTrace> image = image(record);
    if (record.value() != null) {
      image.ifPresent(add);
      return;
    }
    image.ifPresent(forget);
    BatchTombstone.of(record.headers())
        .filter(forgotten -> forgotten.batch().equals(batch))
        .map(BatchTombstone::until)
        .filter(until -> until.isAfter(forgottenUntil))
        .ifPresent(until -> forgottenUntil = until);
  }

  /** Adds a record of ingest's checkpoint. */
  void addDiscovered(ConsumerRecord<String, byte[]> record, RecordReader<DiscoveredObject> reader) {
    image(record)
        .ifPresent(
            image -> image.remembered(reader.read(record).map(DiscoveredObject::getDiscoveredAt)));
  }

  private Optional<ImageTrace> image(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    return key != null && isOfBatch(key)
        ? Optional.of(images.computeIfAbsent(key, image -> new ImageTrace()))
        : Optional.empty();
  }

  private boolean isOfBatch(String imageKey) {
    return ImageKey.bucket(imageKey).equals(bucket)
        && Batch.of(ImageKey.objectKey(imageKey)).name().equals(batch);
  }

  /** Plan of a reset of the records read so far. */
  ResetPlan plan() {
    Map<String, ImageTrace> known =
        images.entrySet().stream()
            .filter(image -> image.getValue().isKnown(forgottenUntil))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    Instant until =
        known.values().stream()
            .map(ImageTrace::newest)
            .reduce(forgottenUntil, (a, b) -> a.isAfter(b) ? a : b);
    long underWay =
        known.values().stream().filter(image -> image.isUnderWay(forgottenUntil)).count();
    return new ResetPlan(batch, known, until, underWay);
  }

  /** Every image with its versions, those of earlier resets too. */
  void forEachVersion(BiConsumer<String, String> keyAndEtag) {
    images.forEach(
        (imageKey, image) ->
            image.etags().stream()
                .filter(etag -> !etag.isEmpty())
                .forEach(etag -> keyAndEtag.accept(ImageKey.objectKey(imageKey), etag)));
  }
}
