package io.camstream.report.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Collections2;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowMergeTest {

  private static final Instant LATER = SampleRecords.NOON.plusSeconds(3_600);

  private final ImageReference first = SampleRecords.labelled("plate/1.png", "Round");
  private final ImageReference second =
      SampleRecords.reference("plate/1.png", "etag-2", LATER, "Round");

  @Test
  void shouldKnowAnImageByAnyOfItsEvents() {
    ReportRow event = SampleRecords.failed(first, "EMPTY_FILE", "no bytes");

    assertThat(RowMerge.merge(Optional.empty(), event)).isEqualTo(event);
  }

  @Test
  void shouldReplaceAFailureByTheExplanationOfAReplay() {
    ReportRow row =
        merged(pending(first), SampleRecords.failed(first, "STORE", "timeout"), explained(first));

    assertThat(RowState.of(row)).isEqualTo(RowState.EXPLAINED);
    assertThat(row.getFailure()).isNull();
  }

  @Test
  void shouldKeepAnExplanationWhenALateFailureOfTheSameVersionComes() {
    ReportRow row = merged(explained(first), SampleRecords.failed(first, "OBJECT_GONE", "deleted"));

    assertThat(RowState.of(row)).isEqualTo(RowState.EXPLAINED);
  }

  @Test
  void shouldTakeTheLatestOfTwoFailures() {
    ReportRow row =
        merged(
            SampleRecords.failed(first, "STORE", "timeout"),
            SampleRecords.failed(first, "DECODE", "broken"));

    assertThat(row.getFailure().getCode()).isEqualTo("DECODE");
  }

  @Test
  void shouldStayAsItIsWhenTheReferenceComesAfterTheOutcome() {
    assertThat(merged(explained(first), pending(first))).isEqualTo(explained(first));
  }

  @Test
  void shouldBePendingAgainWhenTheObjectHasChanged() {
    ReportRow row = merged(explained(first), pending(second));

    assertThat(RowState.of(row)).isEqualTo(RowState.PENDING);
    assertThat(row.getReference().getEtag()).isEqualTo("etag-2");
  }

  @Test
  void shouldPassOverResultsOfAnOlderVersion() {
    assertThat(merged(pending(second), explained(first))).isEqualTo(pending(second));
  }

  @Test
  void shouldCompareVersionIdsWhereTheBucketKeepsVersions() {
    ImageReference one = ImageReference.newBuilder(first).setVersionId("v1").build();
    ImageReference sameBytesAgain =
        ImageReference.newBuilder(first).setVersionId("v2").setLastModified(LATER).build();

    ReportRow row = merged(explained(one), pending(sameBytesAgain));

    assertThat(RowState.of(row)).isEqualTo(RowState.PENDING);
    assertThat(row.getReference().getVersionId()).isEqualTo("v2");
  }

  @Test
  void shouldKeepTheLabelThatOnlyOneOfTheReferencesCarries() {
    ImageReference unlabelled =
        ImageReference.newBuilder(first).setLabel(null).setDiscoveredAt(LATER).build();

    assertThat(merged(pending(first), explained(unlabelled)).getReference().getLabel())
        .isEqualTo("Round");
    assertThat(merged(explained(unlabelled), pending(first)).getReference().getLabel())
        .isEqualTo("Round");
  }

  /** The topics have no order among each other. */
  @Test
  void shouldEndTheSameInWhateverOrderTheTopicsAreRead() {
    List<ReportRow> events =
        List.of(
            pending(first),
            SampleRecords.failed(first, "STORE", "timeout"),
            explained(first),
            pending(second),
            explained(second));

    for (List<ReportRow> order : Collections2.permutations(events)) {
      assertThat(merged(order.toArray(ReportRow[]::new)))
          .as("order %s", order)
          .isEqualTo(explained(second));
    }
  }

  private static ReportRow merged(ReportRow... events) {
    Optional<ReportRow> row = Optional.empty();
    for (ReportRow event : events) {
      row = Optional.of(RowMerge.merge(row, event));
    }
    return row.orElseThrow();
  }

  private static ReportRow pending(ImageReference reference) {
    return SampleRecords.pending(reference);
  }

  private static ReportRow explained(ImageReference reference) {
    return SampleRecords.explained(reference, 0.7, 0.2, 0.1);
  }
}
