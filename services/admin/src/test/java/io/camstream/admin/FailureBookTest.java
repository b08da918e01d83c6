package io.camstream.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.admin.ReplayPlan.PutBack;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FailureBookTest {
  private static final ReplayFilter ALL = filter(null, null, false);

  private final SampleTopics topics = new SampleTopics();
  private final FailureBook book =
      new FailureBook(
          "images",
          topics.reader(topics.topics().failures()),
          topics.reader(topics.topics().images()));

  @Test
  void shouldPutBackEachFailedImageOnce() {
    fail(SampleRecords.reference("plate/a.png"));
    fail(SampleRecords.labelled("plate/b.png", "cat"));

    assertThat(book.plan(ALL).chosen())
        .extracting(PutBack::imageKey)
        .containsExactlyInAnyOrder("images/plate/a.png", "images/plate/b.png");
    assertThat(book.plan(ALL).chosen())
        .extracting(image -> image.reference().getLabel())
        .containsExactlyInAnyOrder(null, "cat");
  }

  @Test
  void shouldChooseByBatchCodeAndWhetherARetryMayHelp() {
    ImageReference plate = SampleRecords.reference("plate/a.png");
    ImageReference other = SampleRecords.reference("other/a.png");
    add(failure(plate, "TIMEOUT", true));
    add(failure(other, "EMPTY_FILE", false));

    assertThat(keys(filter("plate", null, false))).containsExactly("images/plate/a.png");
    assertThat(keys(filter(null, "EMPTY_FILE", false))).containsExactly("images/other/a.png");
    assertThat(keys(filter(null, null, true))).containsExactly("images/plate/a.png");
    assertThat(keys(filter("plate", "EMPTY_FILE", false))).isEmpty();
  }

  @Test
  void shouldNotPutBackTwiceUnlessItFailsAgain() {
    ImageReference image = SampleRecords.reference("plate/a.png");
    fail(image);
    putBack(image, book.plan(ALL).chosen().get(0).origin());

    assertThat(book.plan(ALL).chosen()).isEmpty();
    assertThat(book.plan(ALL).alreadyBack()).isEqualTo(1);

    fail(image);
    assertThat(book.plan(ALL).chosen()).hasSize(1);
    assertThat(book.plan(ALL).alreadyBack()).isZero();
  }

  @Test
  void shouldLeaveAVersionThatHasBeenOverwritten() {
    ImageReference image = SampleRecords.reference("plate/a.png");
    fail(image);
    publish(
        ImageReference.newBuilder(image)
            .setEtag("another")
            .setDiscoveredAt(image.getDiscoveredAt().plusSeconds(1))
            .build());

    assertThat(book.plan(ALL).chosen()).isEmpty();
    assertThat(book.plan(ALL).unusable()).isEqualTo(1);
  }

  @Test
  void shouldPutBackTheNewestVersionThoughAnOlderOneWasPublishedBefore() {
    ImageReference image = SampleRecords.reference("plate/a.png");
    fail(image);
    publish(
        ImageReference.newBuilder(image)
            .setEtag("older")
            .setDiscoveredAt(image.getDiscoveredAt().minusSeconds(1))
            .build());

    assertThat(book.plan(ALL).chosen()).hasSize(1);
  }

  @Test
  void shouldLeaveWhatAResetHasWithdrawn() {
    ImageReference image = SampleRecords.reference("plate/a.png");
    fail(image);
    book.addFailure(topics.record(topics.topics().failures(), image, null));

    assertThat(book.plan(ALL).chosen()).isEmpty();
  }

  @Test
  void shouldLeaveRecordsThatWereNoReferencesAndOtherBuckets() {
    ImageReference image = SampleRecords.reference("plate/a.png");
    fail(ImageReference.newBuilder(image).setEtag("").build());
    fail(ImageReference.newBuilder(image).setBucket("other").build());
    book.addFailure(
        new ConsumerRecord<>(
            topics.topics().failures().name(), 0, 99, "images/plate/b.png", new byte[] {7}));

    assertThat(book.plan(ALL).chosen()).isEmpty();
    assertThat(book.plan(ALL).unusable()).isEqualTo(1);
  }

  private void fail(ImageReference image) {
    add(SampleRecords.failure(image));
  }

  private static Failure failure(ImageReference image, String code, boolean retriable) {
    return Failure.newBuilder(SampleRecords.failure(image))
        .setCode(code)
        .setRetriable(retriable)
        .build();
  }

  private void add(Failure failure) {
    book.addFailure(topics.record(topics.topics().failures(), failure.getReference(), failure));
  }

  private void publish(ImageReference image) {
    book.addReference(topics.record(topics.topics().images(), image, image));
  }

  private void putBack(ImageReference image, String origin) {
    ConsumerRecord<String, byte[]> record = topics.record(topics.topics().images(), image, image);
    record.headers().add(FailureBook.REPLAY_OF, origin.getBytes(StandardCharsets.UTF_8));
    book.addReference(record);
  }

  private List<String> keys(ReplayFilter filter) {
    return book.plan(filter).chosen().stream().map(PutBack::imageKey).toList();
  }

  private static ReplayFilter filter(String batch, String code, boolean retriable) {
    return new ReplayFilter(Optional.ofNullable(batch), Optional.ofNullable(code), retriable);
  }
}
