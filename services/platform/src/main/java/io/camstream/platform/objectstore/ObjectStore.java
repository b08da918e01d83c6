package io.camstream.platform.objectstore;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object store. Implementations are safe for use by many threads.
 *
 * <p>Every method may throw {@link StoreUnavailableException} (passing; try again later) and {@link
 * StoreDeniedException} (credentials refused or bucket missing; only the user can mend it).
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * All whole objects below a prefix, recursively, in the order of their keys' UTF-8 bytes. Pages
   * are fetched while the stream is read, so memory does not grow with the bucket; reading the
   * stream may throw what this method may throw.
   *
   * @param prefix empty for the whole bucket
   */
  default Stream<StoredObject> list(String bucket, String prefix) {
    return list(bucket, prefix, "");
  }

  /**
   * The same, beginning behind a key, to go on after an interrupted listing.
   *
   * @param startAfter only greater keys are listed; empty for all
   */
  Stream<StoredObject> list(String bucket, String prefix, String startAfter);

  /**
   * The newest version of an object.
   *
   * @throws ObjectGoneException if there is none
   */
  StoredObject head(String bucket, String key);

  /**
   * The whole bytes of one version.
   *
   * @param maxBytes never more than this is read into memory
   * @throws ObjectGoneException if it is deleted
   * @throws ObjectChangedException if another version has taken its place
   * @throws ObjectTooLargeException if it is larger than {@code maxBytes}
   * @throws ObjectNameException if the store's client can't address such a key
   */
  ObjectContent get(ObjectVersion version, long maxBytes);

  /**
   * Writes an object, replacing what is there.
   *
   * @return the new ETag, without quotes
   * @throws ObjectNameException if the store's client can't address such a key
   */
  String put(String bucket, String key, byte[] content, String contentType);

  /**
   * Writes a file's bytes as an object, replacing what is there. Large files are sent in parts, so
   * memory does not grow with them.
   *
   * @return the new ETag, without quotes; of an object sent in parts it is no hash of its bytes
   * @throws ObjectNameException if the store's client can't address such a key
   */
  String put(String bucket, String key, Path file, String contentType);

  /** Deletes an object; nothing happens if there is none. */
  void delete(String bucket, String key);

  /**
   * Listens to what is created in a bucket from now on, where the store can tell.
   *
   * @return the caller's to close; empty where the store has no such thing
   */
  default Optional<CreatedKeys> listen(String bucket) {
    return Optional.empty();
  }

  boolean bucketExists(String bucket);

  /** Makes the bucket unless it is there. */
  void ensureBucket(String bucket);

  @Override
  void close();
}
