package io.camstream.report.topology;

import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ReportRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of an image once one more event is known. The topics of references, explanations
 * and failures have no order among each other, so the result must not depend on which of them was
 * read first.
 */
public final class RowMerge {

  // The store's clock first: it alone sees every version. Ingest's decides between versions that
  // the store dates to the same second.
  private static final Comparator<ImageReference> BY_AGE =
      Comparator.comparing(ImageReference::getLastModified)
          .thenComparing(ImageReference::getDiscoveredAt);

  private RowMerge() {}

  /**
   * Rules: a newer version of the object replaces all that is known of an older one; an explanation
   * replaces a failure of the same version, never the other way round; a reference replaces no
   * outcome.
   *
   * @param known the row so far, empty for an image never heard of
   * @param event what one record says: a reference alone, or with an explanation or a failure
   */
  public static ReportRow merge(Optional<ReportRow> known, ReportRow event) {
    if (known.isEmpty()) {
      return event;
    }
    ReportRow row = known.get();
    if (!sameVersion(row.getReference(), event.getReference())) {
      return BY_AGE.compare(event.getReference(), row.getReference()) < 0 ? row : event;
    }
    ImageReference reference = latest(row.getReference(), event.getReference());
    if (event.getExplanation() != null) {
      return new ReportRow(reference, event.getExplanation(), null, null);
    }
    if (event.getFailure() != null && row.getExplanation() == null) {
      return new ReportRow(reference, null, event.getFailure(), null);
    }
    return new ReportRow(reference, row.getExplanation(), row.getFailure(), null);
  }

  /**
   * What is left of a row when all versions discovered until an instant are forgotten. Nothing, or
   * a version that was discovered again: then the outcome stays only if it is of that version.
   */
  public static Optional<ReportRow> forget(ReportRow row, Instant until) {
    if (!row.getReference().getDiscoveredAt().isAfter(until)) {
      return Optional.empty();
    }
    Explanation explanation = row.getExplanation();
    Failure failure = row.getFailure();
    boolean explained =
        explanation != null && explanation.getReference().getDiscoveredAt().isAfter(until);
    boolean failed = failure != null && failure.getReference().getDiscoveredAt().isAfter(until);
    return Optional.of(
        new ReportRow(
            row.getReference(), explained ? explanation : null, failed ? failure : null, null));
  }

  // A reference that was published again may carry a label that the first did not.
  private static ImageReference latest(ImageReference known, ImageReference news) {
    ImageReference latest = news.getDiscoveredAt().isBefore(known.getDiscoveredAt()) ? known : news;
    if (latest.getLabel() != null) {
      return latest;
    }
    String label = Optional.ofNullable(known.getLabel()).orElse(news.getLabel());
    return ImageReference.newBuilder(latest).setLabel(label).build();
  }

  private static boolean sameVersion(ImageReference one, ImageReference other) {
    boolean versioned = one.getVersionId() != null && other.getVersionId() != null;
    return versioned
        ? Objects.equals(one.getVersionId(), other.getVersionId())
        : Objects.equals(one.getEtag(), other.getEtag());
  }
}
