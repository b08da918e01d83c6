package io.camstream.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.kafka.BatchTombstone;
import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SampleRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class BatchHistoryTest {
  private static final Instant LATER = Instant.parse("2026-04-03T04:05:06Z");

  private final SampleTopics sample = new SampleTopics();
  private final Topics topics = sample.topics();
  private final BatchHistory history = new BatchHistory("images", "plate");

  @Test
  void shouldForgetInEveryTopicThatHoldsAnImage() {
    ImageReference good = published("plate/good.png");
    explain(good);
    ImageReference bad = published("plate/bad.png");
    fail(bad);

    ResetPlan plan = history.plan();

    assertThat(plan.explained()).isEqualTo(1);
    assertThat(plan.failed()).isEqualTo(1);
    assertThat(plan.underWay()).isZero();
    assertThat(plan.until()).isEqualTo(good.getDiscoveredAt());
    assertThat(written(plan))
        .containsExactlyInAnyOrder(
            "test.discovered images/plate/good.png",
            "test.explanations images/plate/good.png",
            "test.discovered images/plate/bad.png",
            "test.failures images/plate/bad.png");
  }

  @Test
  void shouldLeaveOtherBatchesAndBuckets() {
    explain(published("plates/a.png"));
    explain(published("a.png"));
    explain(ImageReference.newBuilder(published("plate2/a.png")).setBucket("other").build());

    assertThat(history.plan().images()).isEmpty();
  }

  @Test
  void shouldTellImagesThatAreUnderWay() {
    ImageReference image = published("plate/a.png");
    assertThat(history.plan().underWay()).isEqualTo(1);

    fail(image);
    assertThat(history.plan().underWay()).isZero();

    reference(image);
    assertThat(history.plan().underWay()).as("put back").isEqualTo(1);

    explain(image);
    assertThat(history.plan().underWay()).isZero();
    assertThat(history.plan().failed()).isZero();
    assertThat(written(history.plan()))
        .contains("test.explanations images/plate/a.png", "test.failures images/plate/a.png");
  }

  @Test
  void shouldTellTheReportOfAnImageWithoutOutcomeThroughTheFailures() {
    published("plate/a.png");

    assertThat(written(history.plan())).contains("test.failures images/plate/a.png");
  }

  @Test
  void shouldHaveNothingToForgetAfterItWasForgotten() {
    explain(published("plate/a.png"));
    published("plate/pending.png");
    applyPlan();

    assertThat(history.plan().images()).isEmpty();
    assertThat(history.plan().underWay()).isZero();
  }

  @Test
  void shouldForgetAgainWhatWasDiscoveredAgain() {
    explain(published("plate/a.png"));
    applyPlan();
    ImageReference again =
        ImageReference.newBuilder(SampleRecords.reference("plate/a.png"))
            .setDiscoveredAt(LATER)
            .build();
    publish(again);
    assertThat(history.plan().underWay()).isEqualTo(1);

    explain(again);

    assertThat(history.plan().underWay()).isZero();
    assertThat(history.plan().explained()).isEqualTo(1);
    assertThat(history.plan().until()).isEqualTo(LATER);
  }

  @Test
  void shouldKnowEveryVersionWhoseFilesMayLieInTheBucket() {
    explain(published("plate/a.png"));
    applyPlan();
    reference(
        ImageReference.newBuilder(SampleRecords.reference("plate/a.png"))
            .setEtag("second")
            .build());
    List<String> versions = new ArrayList<>();

    history.forEachVersion((key, etag) -> versions.add(key + " " + etag));

    assertThat(versions).containsExactly("plate/a.png 0123456789abcdef", "plate/a.png second");
  }

  private ImageReference published(String key) {
    ImageReference reference = SampleRecords.reference(key);
    publish(reference);
    return reference;
  }

  private void publish(ImageReference reference) {
    reference(reference);
    DiscoveredObject remembered =
        DiscoveredObject.newBuilder()
            .setBucket(reference.getBucket())
            .setKey(reference.getKey())
            .setEtag(reference.getEtag())
            .setSize(reference.getSize())
            .setLastModified(reference.getLastModified())
            .setDiscoveredAt(reference.getDiscoveredAt())
            .build();
    history.addDiscovered(
        sample.record(topics.discovered(), reference, remembered),
        sample.reader(topics.discovered()));
  }

  private void reference(ImageReference reference) {
    history.addReference(
        sample.record(topics.images(), reference, reference), sample.reader(topics.images()));
  }

  private void explain(ImageReference reference) {
    history.addExplanation(
        sample.record(
            topics.explanations(), reference, SampleRecords.explanation(reference, 0.7, 0.2, 0.1)),
        sample.reader(topics.explanations()));
  }

  private void fail(ImageReference reference) {
    history.addFailure(
        sample.record(topics.failures(), reference, SampleRecords.failure(reference)),
        sample.reader(topics.failures()));
  }

  /** Reads back what the plan writes. */
  private void applyPlan() {
    for (ProducerRecord<String, byte[]> written : records(history.plan())) {
      ConsumerRecord<String, byte[]> read =
          new ConsumerRecord<>(written.topic(), 0, 1_000, written.key(), written.value());
      written.headers().forEach(read.headers()::add);
      if (written.topic().equals(topics.explanations().name())) {
        history.addExplanation(read, sample.reader(topics.explanations()));
      } else if (written.topic().equals(topics.failures().name())) {
        history.addFailure(read, sample.reader(topics.failures()));
      } else {
        history.addDiscovered(read, sample.reader(topics.discovered()));
      }
    }
  }

  private List<String> written(ResetPlan plan) {
    assertThat(records(plan))
        .allSatisfy(record -> assertThat(record.value()).isNull())
        .filteredOn(record -> !record.topic().equals(topics.discovered().name()))
        .allSatisfy(
            record ->
                assertThat(BatchTombstone.of(record.headers()))
                    .contains(new BatchTombstone("plate", plan.until())));
    return records(plan).stream().map(record -> record.topic() + " " + record.key()).toList();
  }

  private List<ProducerRecord<String, byte[]>> records(ResetPlan plan) {
    return plan.records(topics).stream().flatMap(List::stream).toList();
  }
}
