package io.camstream.report.service;

import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A store in memory that can be told to fail. Reading looks at no ETag. */
public final class MemoryStore implements ObjectStore {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private volatile Optional<StoreException> outage = Optional.empty();

  /** Every call throws this from now on; empty: none does. */
  public void fail(Optional<StoreException> failure) {
    outage = failure;
  }

  public Map<String, byte[]> objects() {
    return objects;
  }

  public String text(String bucket, String key) {
    return new String(objects.get(bucket + "/" + key), StandardCharsets.UTF_8);
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    check();
    byte[] bytes = objects.get(version.bucket() + "/" + version.key());
    if (bytes == null) {
      throw new ObjectGoneException("there is no " + version.key());
    }
    return new ObjectContent(version, bytes);
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    check();
    objects.put(bucket + "/" + key, content);
    return etag(content);
  }

  @Override
  public String put(String bucket, String key, Path file, String contentType) {
    try {
      return put(bucket, key, Files.readAllBytes(file), contentType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check() {
    if (outage.isPresent()) {
      throw outage.get();
    }
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    check();
    return objects.keySet().stream()
        .filter(key -> key.startsWith(bucket + "/" + prefix))
        .sorted()
        .map(key -> head(bucket, key.substring(bucket.length() + 1)));
  }

  @Override
  public StoredObject head(String bucket, String key) {
    check();
    byte[] bytes = objects.get(bucket + "/" + key);
    if (bytes == null) {
      throw new ObjectGoneException("there is no " + key);
    }
    return new StoredObject(
        bucket, key, Optional.empty(), etag(bytes), bytes.length, Instant.EPOCH, Optional.empty());
  }

  private static String etag(byte[] content) {
    return Integer.toHexString(Arrays.hashCode(content));
  }

  @Override
  public void delete(String bucket, String key) {
    check();
    objects.remove(bucket + "/" + key);
  }

  @Override
  public boolean bucketExists(String bucket) {
    throw new UnsupportedOperationException("reports make no buckets");
  }

  @Override
  public void ensureBucket(String bucket) {
    throw new UnsupportedOperationException("reports make no buckets");
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
