package io.camstream.admin;

import io.camstream.schemas.ImageReference;
import java.util.List;

/**
 * Plan of a replay.
 *
 * @param chosen references to republish
 * @param alreadyBack failures that were republished before: explained since, or in progress
 * @param unusable failures of versions that have been overwritten, or of records that named none
 */
record ReplayPlan(List<PutBack> chosen, long alreadyBack, long unusable) {

  /**
   * A reference to republish.
   *
   * @param imageKey key of its record
   * @param origin partition and offset of its failure record
   */
  record PutBack(String imageKey, String origin, ImageReference reference) {}
}
