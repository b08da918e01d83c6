package io.camstream.chaos.check;

import io.camstream.chaos.check.ImageOutcome.NamedObject;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all records of the topics. Not thread-safe. */
public final class TopicsReader implements AutoCloseable {
  private static final String IMAGES = "images";
  private static final String EXPLANATIONS = "explanations";
  private static final String FAILURES = "failures";

  private final CheckedSystem system;
  private final EvidenceTopicReader topics;
  private final AvroReader avro;

  public TopicsReader(CheckedSystem system) {
    this.system = system;
    this.topics = new EvidenceTopicReader(system.kafka());
    this.avro = new AvroReader(system.registry());
  }

  /** Reads every topic from its first record. */
  public TopicEvidence read() {
    // First, so that nothing is missed that is dealt with while this reads.
    Backlog backlog = backlog();
    List<ImageOutcome> outcomes = new ArrayList<>();
    records(EXPLANATIONS, Explanation.class)
        .forEach((place, explanation) -> outcomes.add(outcome(explanation, place)));
    records(FAILURES, Failure.class)
        .forEach((place, failure) -> outcomes.add(outcome(failure, place)));
    List<Published> published = new ArrayList<>();
    records(IMAGES, ImageReference.class)
        .forEach((place, reference) -> published.add(published(reference, place)));
    return new TopicEvidence(published, outcomes, backlog);
  }

  private <V extends SpecificRecord> Map<Place, V> records(String topic, Class<V> type) {
    Map<Place, V> records = new LinkedHashMap<>();
    topics
        .read(system.topic(topic))
        .forEach(record -> records.put(place(record), avro.read(record.value(), type)));
    return records;
  }

  private static Place place(ConsumerRecord<?, ?> record) {
    return new Place(record.topic(), record.partition(), record.offset());
  }

  private static Published published(ImageReference reference, Place place) {
    return new Published(ObjectVersionEvidence.of(reference), reference.getBatch(), place);
  }

  private static ImageOutcome outcome(Explanation explanation, Place place) {
    List<NamedObject> objects =
        explanation.getArtifacts().stream().map(TopicsReader::object).toList();
    return new ImageOutcome(
        ObjectVersionEvidence.of(explanation.getReference()), "", objects, place);
  }

  private static NamedObject object(Artifact artifact) {
    return new NamedObject(
        artifact.getBucket(), artifact.getKey(), artifact.getEtag(), artifact.getBytes());
  }

  private static ImageOutcome outcome(Failure failure, Place place) {
    return new ImageOutcome(
        ObjectVersionEvidence.of(failure.getReference()), failure.getCode(), List.of(), place);
  }

  private Backlog backlog() {
    String images = system.topic(IMAGES);
    List<String> open = new ArrayList<>();
    for (String topic : List.of(IMAGES, EXPLANATIONS, FAILURES, "discovered")) {
      open.addAll(topics.openTransactions(system.topic(topic)));
    }
    Map<Integer, Long> committed = topics.committed(system.workers(), images);
    List<Place> notTaken =
        topics.read(images).stream()
            .filter(record -> record.offset() >= committed.get(record.partition()))
            .map(TopicsReader::place)
            .toList();
    return new Backlog(notTaken, buffered(), open);
  }

  /** The buffer's topic keeps the last value of each key; a key without value is done. */
  private List<String> buffered() {
    if (!topics.exists(system.buffer())) {
      return List.of();
    }
    Map<String, PendingImage> last = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.read(system.buffer())) {
      String key = record.partition() + ":" + ByteBuffer.wrap(record.key()).getLong();
      if (record.value() == null) {
        last.remove(key);
      } else {
        last.put(key, avro.read(record.value(), PendingImage.class));
      }
    }
    return versions(last.values());
  }

  private static List<String> versions(Collection<PendingImage> images) {
    return images.stream()
        .map(image -> ObjectVersionEvidence.of(image.getReference()).toString())
        .toList();
  }

  @Override
  public void close() {
    topics.close();
    avro.close();
  }
}
