package io.camstream.ingest.publish;

import io.camstream.ingest.bucket.Selection.Skip;
import java.util.Map;

/**
 * What one listing of the bucket found.
 *
 * @param images objects that were selected, new or not
 * @param published references published
 * @param skipped objects that were not selected, by reason
 * @param complete whether all of the bucket was seen in one go, from the first key to the last
 */
public record ListingResult(
    long images, long published, Map<Skip, Long> skipped, boolean complete) {

  /** Whether everything that is in the bucket has been published. */
  public boolean isExhaustive() {
    return complete && !skipped.containsKey(Skip.TOO_YOUNG);
  }
}
