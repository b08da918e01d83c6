package io.camstream.platform.objectstore;

import java.time.Instant;
import java.util.Optional;

/**
 * Metadata of one version of an object.
 *
 * @param versionId if the bucket is versioned and the store reports it
 * @param etag without quotes
 * @param size bytes
 * @param contentType if known; listings don't report it
 */
public record StoredObject(
    String bucket,
    String key,
    Optional<String> versionId,
    String etag,
    long size,
    Instant lastModified,
    Optional<String> contentType) {

  /** Identifies exactly this version, to read its bytes. */
  public ObjectVersion version() {
    return new ObjectVersion(bucket, key, versionId, etag);
  }
}
