package io.camstream.chaos.worker;

import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoredObject;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A store that says "done" at once and uploads some time later: a commit before the upload. */
final class LateUploads implements ObjectStore {
  private final ObjectStore store;
  private final Duration delay;
  private final ScheduledExecutorService uploads = Executors.newScheduledThreadPool(2);

  LateUploads(ObjectStore store, Duration delay) {
    this.store = store;
    this.delay = delay;
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    uploads.schedule(
        () -> store.put(bucket, key, content, contentType),
        delay.toMillis(),
        TimeUnit.MILLISECONDS);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String put(String bucket, String key, Path file, String contentType) {
    return store.put(bucket, key, file, contentType);
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    return store.list(bucket, prefix, startAfter);
  }

  @Override
  public StoredObject head(String bucket, String key) {
    return store.head(bucket, key);
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    return store.get(version, maxBytes);
  }

  @Override
  public void delete(String bucket, String key) {
    store.delete(bucket, key);
  }

  @Override
  public boolean bucketExists(String bucket) {
    return store.bucketExists(bucket);
  }

  @Override
  public void ensureBucket(String bucket) {
    store.ensureBucket(bucket);
  }

  @Override
  public void close() {
    uploads.shutdown();
    store.close();
  }
}
