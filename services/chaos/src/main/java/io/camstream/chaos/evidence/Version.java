package io.camstream.chaos.evidence;

import io.camstream.schemas.ImageReference;

/**
 * Identity of one version of one object.
 *
 * @param etag without quotes; with bucket and key it tells versions apart
 */
public record Version(String bucket, String key, String etag) {

  public static Version of(ImageReference reference) {
    return new Version(reference.getBucket(), reference.getKey(), reference.getEtag());
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
