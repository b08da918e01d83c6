package io.camstream.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.chaos.check.BatchReport.Counts;
import io.camstream.chaos.check.CheckFinding.Kind;
import io.camstream.chaos.check.StoredFile.Content;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A checker that never failed proves nothing: each test takes sound evidence, spoils one thing, and
 * expects exactly that to be found.
 */
class DoctoredEvidenceTest {
  private static final ObjectVersionEvidence CELL =
      new ObjectVersionEvidence("images", "a/cell.png", "1".repeat(32));
  private static final ObjectVersionEvidence OLD_CELL =
      new ObjectVersionEvidence("images", "a/cell.png", "0".repeat(32));
  private static final ObjectVersionEvidence BROKEN =
      new ObjectVersionEvidence("images", "b/broken.png", "2".repeat(32));
  private static final String ETAG = "5".repeat(32);

  private final List<Published> published =
      new ArrayList<>(List.of(published(OLD_CELL, 6), published(CELL, 7), published(BROKEN, 8)));
  private final List<ImageOutcome> outcomes =
      new ArrayList<>(List.of(explained(OLD_CELL, 1), explained(CELL, 2), failed(BROKEN, 3)));
  private final List<ObjectVersionEvidence> images = new ArrayList<>(List.of(CELL, BROKEN));
  private final List<StoredFile> objects =
      new ArrayList<>(List.of(stored(OLD_CELL, 10), stored(CELL, 10)));
  private final List<BatchReport> reports =
      new ArrayList<>(
          List.of(
              new BatchReport("a", new Counts(1, 1, 0, 0), List.of(CELL), List.of()),
              new BatchReport("b", new Counts(1, 0, 1, 0), List.of(), List.of(BROKEN))));
  private Backlog backlog = new Backlog(List.of(), List.of(), List.of());

  private CheckVerdict verdict() {
    return CheckVerdict.of(
        new Evidence(new TopicEvidence(published, outcomes, backlog), images, objects, reports));
  }

  private static Published published(ObjectVersionEvidence version, long offset) {
    String batch = version.key().substring(0, 1);
    return new Published(version, batch, new Place("images", 0, offset));
  }

  private static ImageOutcome explained(ObjectVersionEvidence version, long offset) {
    ImageOutcome.NamedObject object =
        new ImageOutcome.NamedObject("explanations", objectKey(version), ETAG, 10);
    return new ImageOutcome(version, "", List.of(object), new Place("explanations", 0, offset));
  }

  private static ImageOutcome failed(ObjectVersionEvidence version, long offset) {
    return new ImageOutcome(
        version, "UNREADABLE_IMAGE", List.of(), new Place("failures", 0, offset));
  }

  private static String objectKey(ObjectVersionEvidence version) {
    return version.key() + "/" + version.etag() + "/results.json";
  }

  private static StoredFile stored(ObjectVersionEvidence version, long bytes) {
    return new StoredFile(
        "explanations", objectKey(version), ETAG, bytes, new Content(bytes, ETAG, ""));
  }

  private void assertFound(Kind kind, String subject) {
    assertThat(verdict().findings())
        .filteredOn(finding -> finding.kind() == kind)
        .singleElement()
        .satisfies(finding -> assertThat(finding.subject()).contains(subject));
  }

  private void assertNothingBut(Kind... kinds) {
    assertThat(verdict().findings())
        .extracting(CheckFinding::kind)
        .containsExactlyInAnyOrder(kinds);
  }

  @Test
  void shouldFindNothingInASoundSystem() {
    CheckVerdict verdict = verdict();

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.kept()).isTrue();
    assertThat(verdict.explained()).isEqualTo(2);
    assertThat(verdict.failures()).containsEntry("UNREADABLE_IMAGE", 1L);
  }

  @Test
  void shouldFindALostImage() {
    outcomes.remove(0);
    objects.remove(0);

    assertFound(Kind.LOST, OLD_CELL.toString());
    assertNothingBut(Kind.LOST);
  }

  @Test
  void shouldFindADoubleExplanation() {
    outcomes.add(explained(CELL, 9));

    assertFound(Kind.DOUBLE, CELL.toString());
    assertNothingBut(Kind.DOUBLE);
  }

  @Test
  void shouldFindAnImageThatBothSucceededAndFailed() {
    outcomes.add(failed(OLD_CELL, 9));

    assertNothingBut(Kind.DOUBLE);
  }

  @Test
  void shouldFindAnImageThatWasNeverPublished() {
    images.add(new ObjectVersionEvidence("images", "a/late.png", "3".repeat(32)));

    assertFound(Kind.UNPUBLISHED, "a/late.png");
    assertNothingBut(Kind.UNPUBLISHED);
  }

  @Test
  void shouldFindAVersionThatWasPublishedTwice() {
    published.add(published(CELL, 12));

    assertFound(Kind.PUBLISHED_TWICE, CELL.toString());
    assertNothingBut(Kind.PUBLISHED_TWICE);
  }

  @Test
  void shouldFindAnOutcomeThatNobodyAskedFor() {
    ObjectVersionEvidence unknown =
        new ObjectVersionEvidence("images", "a/unknown.png", "4".repeat(32));
    outcomes.add(failed(unknown, 9));

    assertFound(Kind.STRAY, unknown.toString());
    assertNothingBut(Kind.STRAY);
  }

  @Test
  void shouldFindAMissingObject() {
    objects.remove(1);

    assertFound(Kind.OBJECT_MISSING, objectKey(CELL));
    assertNothingBut(Kind.OBJECT_MISSING);
  }

  @Test
  void shouldFindATruncatedObject() {
    objects.set(1, stored(CELL, 9));

    assertFound(Kind.OBJECT_DAMAGED, objectKey(CELL));
    assertNothingBut(Kind.OBJECT_DAMAGED);
  }

  @Test
  void shouldFindAnObjectOfWhichLessComesThanIsListed() {
    objects.set(1, spoilt(ETAG, new Content(4, ETAG, "")));

    assertNothingBut(Kind.OBJECT_DAMAGED);
  }

  @Test
  void shouldFindAnObjectWithOtherBytes() {
    objects.set(1, spoilt(ETAG, new Content(10, "6".repeat(32), "")));

    assertNothingBut(Kind.OBJECT_DAMAGED);
  }

  @Test
  void shouldFindAnObjectWithAnotherETag() {
    objects.set(1, spoilt("6".repeat(32), new Content(10, ETAG, "")));

    assertNothingBut(Kind.OBJECT_DAMAGED);
  }

  @Test
  void shouldFindAnObjectThatCantBeRead() {
    objects.set(1, spoilt(ETAG, new Content(0, "", "connection reset")));

    assertNothingBut(Kind.OBJECT_DAMAGED);
    assertThat(verdict().findings().get(0).detail()).contains("connection reset");
  }

  private static StoredFile spoilt(String etag, Content content) {
    return new StoredFile("explanations", objectKey(CELL), etag, 10, content);
  }

  @Test
  void shouldFindAnOrphan() {
    objects.add(stored(BROKEN, 10));

    assertFound(Kind.ORPHAN, objectKey(BROKEN));
    assertNothingBut(Kind.ORPHAN);
  }

  @Test
  void shouldFindAWrongCountInAReport() {
    reports.set(1, new BatchReport("b", new Counts(2, 1, 1, 0), List.of(), List.of(BROKEN)));

    assertFound(Kind.REPORT_WRONG, "batch b");
    assertNothingBut(Kind.REPORT_WRONG);
  }

  @Test
  void shouldFindAReportThatShowsAnOldVersion() {
    reports.set(0, new BatchReport("a", new Counts(1, 1, 0, 0), List.of(OLD_CELL), List.of()));

    assertNothingBut(Kind.REPORT_WRONG);
  }

  @Test
  void shouldFindARowThatIsThereTwice() {
    reports.set(0, new BatchReport("a", new Counts(1, 1, 0, 0), List.of(CELL, CELL), List.of()));

    assertNothingBut(Kind.REPORT_WRONG);
  }

  @Test
  void shouldFindThatAReportIsMissing() {
    reports.remove(1);

    assertFound(Kind.REPORT_WRONG, "batch b");
    assertNothingBut(Kind.REPORT_WRONG);
  }

  @Test
  void shouldFindWhatIsLeftBehind() {
    backlog =
        new Backlog(
            List.of(new Place("images", 3, 17)), List.of(CELL.toString()), List.of("failures-1"));

    assertNothingBut(Kind.LEFT_BEHIND, Kind.LEFT_BEHIND, Kind.LEFT_BEHIND);
    assertThat(verdict().findings())
        .extracting(CheckFinding::subject)
        .containsExactly("images-3@17", CELL.toString(), "failures-1");
  }
}
