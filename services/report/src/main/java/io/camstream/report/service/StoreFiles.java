package io.camstream.report.service;

import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.report.page.PageFiles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the reports bucket as the files of a page.
 *
 * @param prefix with its slash; empty for the bucket itself
 */
record StoreFiles(ObjectStore store, String bucket, String prefix) implements PageFiles {

  private static final long MOST_BYTES = 512L << 20;

  @Override
  public String put(String path, byte[] bytes, String contentType) {
    return store.put(bucket, prefix + path, bytes, contentType);
  }

  @Override
  public Optional<byte[]> get(String path) {
    while (true) {
      try {
        return Optional.of(
            store.get(store.head(bucket, prefix + path).version(), MOST_BYTES).bytes());
      } catch (ObjectGoneException e) {
        return Optional.empty();
      } catch (ObjectChangedException e) {
        // Another version has come in between: the next one is asked for.
      }
    }
  }

  @Override
  public void delete(String path) {
    store.delete(bucket, prefix + path);
  }

  /** Deletes all files, the manifest first, so that readers no longer find the others. */
  void deleteAll(String first) {
    delete(first);
    List<String> keys;
    try (Stream<io.camstream.platform.objectstore.StoredObject> objects =
        store.list(bucket, prefix)) {
      keys = objects.map(io.camstream.platform.objectstore.StoredObject::key).toList();
    }
    keys.forEach(key -> store.delete(bucket, key));
  }
}
