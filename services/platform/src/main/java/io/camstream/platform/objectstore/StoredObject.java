package io.camstream.platform.objectstore;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of one object, without its bytes.
 *
 * @param versionId where the bucket keeps versions and the store told it
 * @param etag without quotes
 * @param size bytes
 * @param contentType where the store told it; listings don't
 */
public record StoredObject(
    String bucket,
    String key,
    Optional<String> versionId,
    String etag,
    long size,
    Instant lastModified,
    Optional<String> contentType) {

  /** What to ask for to get the bytes of exactly this version. */
  public ObjectVersion version() {
    return new ObjectVersion(bucket, key, versionId, etag);
  }
}
