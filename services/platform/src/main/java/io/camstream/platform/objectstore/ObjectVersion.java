package io.camstream.platform.objectstore;

import io.camstream.schemas.ImageReference;
import java.util.Optional;

/**
 * Identifies one version of an object.
 *
 * @param versionId if the bucket is versioned
 * @param etag without quotes
 */
public record ObjectVersion(String bucket, String key, Optional<String> versionId, String etag) {

  public static ObjectVersion of(ImageReference reference) {
    return new ObjectVersion(
        reference.getBucket(),
        reference.getKey(),
        Optional.ofNullable(reference.getVersionId()),
        reference.getEtag());
  }
}
