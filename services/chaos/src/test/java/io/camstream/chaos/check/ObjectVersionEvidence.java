package io.camstream.chaos.check;

import io.camstream.schemas.ImageReference;

/**
 * Identity of one version of one object.
 *
 * @param etag without quotes; with bucket and key it identifies a version
 */
public record ObjectVersionEvidence(String bucket, String key, String etag) {

  public static ObjectVersionEvidence of(ImageReference reference) {
    return new ObjectVersionEvidence(
        reference.getBucket(), reference.getKey(), reference.getEtag());
  }

  /** What all versions of the object share. */
  public String image() {
    return bucket + "/" + key;
  }

  @Override
  public String toString() {
    return bucket + "/" + key + "@" + etag;
  }
}
