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
 * Merges an event into the row of its image. Records of different topics arrive in any order, so
 * the result does not depend on the order.
 */
final class RowMerge {

  // The store's timestamp comes first, since it covers every version. The time of discovery decides
  // between versions with the same timestamp, which has a resolution of a second.
  private static final Comparator<ImageReference> BY_AGE =
      Comparator.comparing(ImageReference::getLastModified)
          .thenComparing(ImageReference::getDiscoveredAt);

  private RowMerge() {}

  /**
   * Rules: a newer version of the object replaces an older one completely; an explanation replaces
   * a failure of the same version, but not vice versa; a reference never replaces an outcome.
   *
   * @param known the row so far; empty for a new image
   * @param event of one record: a reference alone, or with an explanation or a failure
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
   * The row without the versions discovered up to an instant: empty, or a version that was
   * discovered again, with the outcome only if it belongs to that version.
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

  // A reference that was published again may have a label that the first one lacked.
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
