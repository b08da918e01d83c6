package io.camstream.benchmarks;

import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoredObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists images that it does not have, and takes everything without keeping it. */
final class EmptyStore implements ObjectStore {

  private static final String ETAG = "d41d8cd98f00b204e9800998ecf8427e";

  private final int images;

  EmptyStore(int images) {
    this.images = images;
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    return IntStream.range(0, images)
        .mapToObj("bench/%08d.png"::formatted)
        .filter(key -> key.startsWith(prefix) && key.compareTo(startAfter) > 0)
        .map(key -> object(bucket, key));
  }

  private static StoredObject object(String bucket, String key) {
    return new StoredObject(
        bucket, key, Optional.empty(), ETAG, 1, Instant.EPOCH, Optional.of("image/png"));
  }

  @Override
  public StoredObject head(String bucket, String key) {
    throw new ObjectGoneException("there is no " + key);
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    return new ObjectContent(version, new byte[1]);
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    return ETAG;
  }

  @Override
  public String put(String bucket, String key, Path file, String contentType) {
    return ETAG;
  }

  @Override
  public void delete(String bucket, String key) {
    // There is nothing.
  }

  @Override
  public boolean bucketExists(String bucket) {
    return true;
  }

  @Override
  public void ensureBucket(String bucket) {
    // It exists.
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
