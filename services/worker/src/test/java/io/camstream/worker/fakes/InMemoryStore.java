package io.camstream.worker.fakes;

import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectTooLargeException;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An object store in memory that fails when the test says so. Thread-safe. */
public final class InMemoryStore implements ObjectStore {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private volatile Supplier<StoreException> readFailure = () -> null;
  private volatile Function<String, StoreException> writeFailure = key -> null;

  /** What reads throw from now on; null for nothing. */
  public void failReads(Supplier<StoreException> failure) {
    readFailure = failure;
  }

  /** What writes throw from now on; null for nothing. */
  public void failWrites(Supplier<StoreException> failure) {
    failWritesOf(key -> failure.get());
  }

  /** The same, by key. */
  public void failWritesOf(Function<String, StoreException> failure) {
    writeFailure = failure;
  }

  public InMemoryStore with(String bucket, String key, String content) {
    objects.put(bucket + "/" + key, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Keys of a bucket. */
  public Stream<String> keys(String bucket) {
    return objects.keySet().stream()
        .filter(name -> name.startsWith(bucket + "/"))
        .map(name -> name.substring(bucket.length() + 1));
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    return keys(bucket)
        .filter(key -> key.startsWith(prefix) && key.compareTo(startAfter) > 0)
        .sorted()
        .map(key -> head(bucket, key));
  }

  @Override
  public StoredObject head(String bucket, String key) {
    byte[] content = content(bucket, key);
    return new StoredObject(
        bucket, key, Optional.empty(), "etag", content.length, Instant.EPOCH, Optional.empty());
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    throwIfAny(readFailure);
    byte[] content = content(version.bucket(), version.key());
    if (content.length > maxBytes) {
      throw new ObjectTooLargeException(content.length + " bytes");
    }
    return new ObjectContent(version, content);
  }

  private byte[] content(String bucket, String key) {
    byte[] content = objects.get(bucket + "/" + key);
    if (content == null) {
      throw new ObjectGoneException("no object " + key);
    }
    return content;
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    throwIfAny(() -> writeFailure.apply(key));
    objects.put(bucket + "/" + key, content);
    return "etag";
  }

  @Override
  public String put(String bucket, String key, Path content, String contentType) {
    throw new UnsupportedOperationException("the worker stores no files");
  }

  private static void throwIfAny(Supplier<StoreException> failure) {
    StoreException exception = failure.get();
    if (exception != null) {
      throw exception;
    }
  }

  @Override
  public void delete(String bucket, String key) {
    objects.remove(bucket + "/" + key);
  }

  @Override
  public boolean bucketExists(String bucket) {
    throwIfAny(readFailure);
    return true;
  }

  @Override
  public void ensureBucket(String bucket) {
    // Every bucket is there.
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
