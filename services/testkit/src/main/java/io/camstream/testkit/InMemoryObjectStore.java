package io.camstream.testkit;

import com.google.common.hash.Hashing;
import io.camstream.platform.objectstore.CreatedKeys;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectTooLargeException;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An object store in memory, without versions. Every bucket exists. A hook runs before each
 * operation and may throw, so that a test decides what fails. Thread-safe.
 */
public final class InMemoryObjectStore implements ObjectStore {

  /** What a hook is called for; the hook receives the key, or the bucket where there is no key. */
  public enum Operation {
    /** Each object of a listing, before it is returned. */
    LIST,
    HEAD,
    GET,
    PUT,
    DELETE,
    BUCKET_EXISTS
  }

  private final Map<String, ConcurrentNavigableMap<String, Held>> buckets =
      new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile Map<Operation, Consumer<String>> hooks = Map.of();
  private volatile Supplier<Optional<CreatedKeys>> listener = Optional::empty;

  /** Replaces the hook of the operations. */
  public synchronized void before(Consumer<String> hook, Operation... operations) {
    Map<Operation, Consumer<String>> changed = new EnumMap<>(Operation.class);
    changed.putAll(hooks);
    for (Operation operation : operations) {
      changed.put(operation, hook);
    }
    hooks = changed;
  }

  /** Sets the answer to {@link #listen}; it may throw. */
  public void onListen(Supplier<Optional<CreatedKeys>> answer) {
    listener = answer;
  }

  /**
   * Writes a text as an object, without calling a hook.
   *
   * @return the ETag
   */
  public String add(String bucket, String key, String content) {
    return add(bucket, key, content, Instant.EPOCH);
  }

  /**
   * Writes a text as an object that shows this time, without calling a hook.
   *
   * @return the ETag
   */
  public String add(String bucket, String key, String content, Instant lastModified) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return add(bucket, key, new Held(bytes, etag(bytes), lastModified));
  }

  /** Writes a text as an object with this ETag, without calling a hook. */
  public void addWithEtag(String bucket, String key, String content, String etag) {
    add(bucket, key, new Held(content.getBytes(StandardCharsets.UTF_8), etag, Instant.EPOCH));
  }

  private String add(String bucket, String key, Held object) {
    bucket(bucket).put(key, object);
    return object.etag();
  }

  /** Keys of a bucket, in order. */
  public Stream<String> keys(String bucket) {
    return bucket(bucket).keySet().stream();
  }

  /** Content of an object that exists. */
  public byte[] content(String bucket, String key) {
    return held(bucket, key).content();
  }

  /** Content of an object that exists, as text. */
  public String text(String bucket, String key) {
    return new String(content(bucket, key), StandardCharsets.UTF_8);
  }

  /** Number of calls of {@link #get}. */
  public int reads() {
    return reads.get();
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    return bucket(bucket).tailMap(startAfter, false).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(
            entry -> {
              runHook(Operation.LIST, entry.getKey());
              return stored(bucket, entry.getKey(), entry.getValue());
            });
  }

  @Override
  public StoredObject head(String bucket, String key) {
    runHook(Operation.HEAD, key);
    return stored(bucket, key, held(bucket, key));
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    reads.incrementAndGet();
    runHook(Operation.GET, version.key());
    Held object = held(version.bucket(), version.key());
    if (!object.etag().equals(version.etag())) {
      throw new ObjectChangedException(version.key());
    } else if (object.content().length > maxBytes) {
      throw new ObjectTooLargeException(version.key() + " is too large");
    }
    return new ObjectContent(version, object.content());
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    runHook(Operation.PUT, key);
    return add(bucket, key, new Held(content.clone(), etag(content), Instant.EPOCH));
  }

  @Override
  public String put(String bucket, String key, Path file, String contentType) {
    try {
      return put(bucket, key, Files.readAllBytes(file), contentType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String bucket, String key) {
    runHook(Operation.DELETE, key);
    bucket(bucket).remove(key);
  }

  @Override
  public Optional<CreatedKeys> listen(String bucket) {
    return listener.get();
  }

  @Override
  public boolean bucketExists(String bucket) {
    runHook(Operation.BUCKET_EXISTS, bucket);
    return true;
  }

  @Override
  public void ensureBucket(String bucket) {
    // Every bucket exists.
  }

  @Override
  public void close() {
    // Holds no resources.
  }

  private void runHook(Operation operation, String key) {
    hooks.getOrDefault(operation, any -> {}).accept(key);
  }

  private NavigableMap<String, Held> bucket(String name) {
    return buckets.computeIfAbsent(name, any -> new ConcurrentSkipListMap<>());
  }

  private Held held(String bucket, String key) {
    Held object = bucket(bucket).get(key);
    if (object == null) {
      throw new ObjectGoneException("there is no " + key);
    }
    return object;
  }

  private static StoredObject stored(String bucket, String key, Held object) {
    return new StoredObject(
        bucket,
        key,
        Optional.empty(),
        object.etag(),
        object.content().length,
        object.lastModified(),
        Optional.empty());
  }

  private static String etag(byte[] content) {
    return Hashing.sha256().hashBytes(content).toString().substring(0, 32);
  }

  private record Held(byte[] content, String etag, Instant lastModified) {}
}
