package io.camstream.admin;

import io.camstream.schemas.ImageReference;
import java.util.List;

/**
 * What a replay does.
 *
 * @param chosen references to put back
 * @param alreadyBack failures that were put back before: explained since, or still to be done
 * @param unusable failures of versions that have been overwritten, or of records that named none
 */
record ReplayPlan(List<PutBack> chosen, long alreadyBack, long unusable) {

  /**
   * A reference to put back.
   *
   * @param imageKey key of its record
   * @param origin partition and offset of the failure that it answers
   */
  record PutBack(String imageKey, String origin, ImageReference reference) {}
}
