package io.camstream.platform.objectstore;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object store. Implementations are thread-safe.
 *
 * <p>Every method may throw {@link StoreUnavailableException} (retriable) and {@link
 * StoreDeniedException} (credentials rejected or bucket missing; a user must fix it).
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Creates a client of the configured store, which connects on first use.
   *
   * @throws io.camstream.platform.error.UserError if the settings can't be used, such as a trust
   *     store that can't be read
   */
  static ObjectStore connect(StoreSettings settings) {
    return MinioObjectStore.create(settings);
  }

  /**
   * Lists all complete objects below a prefix, recursively, in the order of their keys' UTF-8
   * bytes. Pages are fetched while the stream is read, so memory does not grow with the bucket;
   * reading the stream may throw the same exceptions as this method.
   *
   * @param prefix empty for the whole bucket
   */
  default Stream<StoredObject> list(String bucket, String prefix) {
    return list(bucket, prefix, "");
  }

  /**
   * Lists objects after a key, to resume an interrupted listing.
   *
   * @param startAfter only greater keys are listed; empty for all
   */
  Stream<StoredObject> list(String bucket, String prefix, String startAfter);

  /**
   * Returns the metadata of an object's newest version.
   *
   * @throws ObjectGoneException if there is no such object
   */
  StoredObject head(String bucket, String key);

  /**
   * Reads all bytes of one version.
   *
   * @param maxBytes limit on what is read into memory
   * @throws ObjectGoneException if it was deleted
   * @throws ObjectChangedException if another version has replaced it
   * @throws ObjectTooLargeException if it is larger than {@code maxBytes}
   * @throws ObjectNameException if the client can't use such a key
   */
  ObjectContent get(ObjectVersion version, long maxBytes);

  /**
   * Writes an object, replacing an existing one.
   *
   * @return the new ETag, without quotes
   * @throws ObjectNameException if the client can't use such a key
   */
  String put(String bucket, String key, byte[] content, String contentType);

  /**
   * Writes a file as an object, replacing an existing one. Large files are sent as multipart
   * uploads, so memory does not grow with them.
   *
   * @return the new ETag, without quotes; after a multipart upload it is not a hash of the bytes
   * @throws ObjectNameException if the client can't use such a key
   */
  String put(String bucket, String key, Path file, String contentType);

  /** Deletes an object; nothing happens if there is none. */
  void delete(String bucket, String key);

  /**
   * Subscribes to notifications of objects that are created in a bucket from now on.
   *
   * @return closed by the caller; empty if the store has no notifications
   */
  default Optional<CreatedKeys> listen(String bucket) {
    return Optional.empty();
  }

  boolean bucketExists(String bucket);

  /** Creates the bucket if it is missing. */
  void ensureBucket(String bucket);

  @Override
  void close();
}
