package io.camstream.ingest.publish;

import com.google.common.hash.Hashing;
import io.camstream.platform.objectstore.CreatedKeys;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectTooLargeException;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Objects of one bucket in memory, in the order of their keys. */
public final class InMemoryStore implements ObjectStore {
  public static final String BUCKET = "images";

  private final TreeMap<String, Held> objects = new TreeMap<>();
  private Consumer<String> onList = key -> {};
  private Consumer<String> onHead = key -> {};
  private Supplier<Optional<CreatedKeys>> onListen = Optional::empty;
  private int reads;

  public String put(String key, String content) {
    return put(BUCKET, key, content.getBytes(StandardCharsets.UTF_8), "");
  }

  /**
   * @param lastModified by the store's clock, whatever that shows
   */
  public String put(String key, String content, Instant lastModified) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    objects.put(key, new Held(bytes, lastModified));
    return etag(bytes);
  }

  /** Called with each key before it is listed; may throw. */
  public void onList(Consumer<String> hook) {
    onList = hook;
  }

  /** Called with each key before it is looked at; may throw. */
  public void onHead(Consumer<String> hook) {
    onHead = hook;
  }

  /** Opens what tells of new objects; may throw. */
  public void onListen(Supplier<Optional<CreatedKeys>> hook) {
    onListen = hook;
  }

  /** How often an object was read. */
  public int reads() {
    return reads;
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    return objects.tailMap(startAfter, false).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(
            entry -> {
              onList.accept(entry.getKey());
              return stored(entry);
            });
  }

  @Override
  public StoredObject head(String bucket, String key) {
    onHead.accept(key);
    if (!objects.containsKey(key)) {
      throw new ObjectGoneException(key);
    }
    return stored(Map.entry(key, objects.get(key)));
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    reads++;
    StoredObject object = head(version.bucket(), version.key());
    if (!object.etag().equals(version.etag())) {
      throw new ObjectChangedException(version.key());
    } else if (object.size() > maxBytes) {
      throw new ObjectTooLargeException(version.key() + " is too large");
    }
    return new ObjectContent(version, objects.get(version.key()).content());
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    objects.put(key, new Held(content, Instant.EPOCH));
    return etag(content);
  }

  @Override
  public String put(String bucket, String key, Path file, String contentType) {
    throw new UnsupportedOperationException("ingest writes no files");
  }

  @Override
  public void delete(String bucket, String key) {
    objects.remove(key);
  }

  @Override
  public Optional<CreatedKeys> listen(String bucket) {
    return onListen.get();
  }

  @Override
  public boolean bucketExists(String bucket) {
    return true;
  }

  @Override
  public void ensureBucket(String bucket) {}

  @Override
  public void close() {}

  private static StoredObject stored(Map.Entry<String, Held> entry) {
    return new StoredObject(
        BUCKET,
        entry.getKey(),
        Optional.empty(),
        etag(entry.getValue().content()),
        entry.getValue().content().length,
        entry.getValue().lastModified(),
        Optional.empty());
  }

  private static String etag(byte[] content) {
    return Hashing.sha256().hashBytes(content).toString().substring(0, 32);
  }

  private record Held(byte[] content, Instant lastModified) {}
}
