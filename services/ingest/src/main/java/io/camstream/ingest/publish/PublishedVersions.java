package io.camstream.ingest.publish;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest published version of each object, as fingerprints: SHA-256 of the key cut to 128 bits
 * and of the version cut to 64. An object costs about 110 bytes, whatever its key's length; two
 * keys of a million share a fingerprint with probability 10⁻²⁷. Not thread-safe.
 */
public final class PublishedVersions {
  private final Map<Fingerprint, Long> versions = new HashMap<>();

  /** Whether this version of the object is the newest one that was published. */
  public boolean contains(String key, Optional<String> versionId, String etag) {
    Long known = versions.get(fingerprint(key));
    return known != null && known == version(versionId, etag);
  }

  /** Remembers it in place of the version that was published before. */
  public void put(String key, Optional<String> versionId, String etag) {
    versions.put(fingerprint(key), version(versionId, etag));
  }

  /** Forgets the object, so that it will be published again. */
  public void remove(String key) {
    versions.remove(fingerprint(key));
  }

  /** Number of objects. */
  public int size() {
    return versions.size();
  }

  private static Fingerprint fingerprint(String key) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(key).asBytes());
    return new Fingerprint(digest.getLong(), digest.getLong());
  }

  private static long version(Optional<String> versionId, String etag) {
    return sha256(versionId.map(id -> "v" + id).orElse("e" + etag)).asLong();
  }

  private static HashCode sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
  }

  private record Fingerprint(long high, long low) {}
}
