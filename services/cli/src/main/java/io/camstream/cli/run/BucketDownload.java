package io.camstream.cli.run;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ParallelTransfer;
import io.camstream.platform.objectstore.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the objects of a bucket into a folder, with their keys as paths. */
public final class BucketDownload {
  private static final Logger LOG = LoggerFactory.getLogger(BucketDownload.class);
  private static final int MOST_PASSES = 20;

  private final ObjectStore store;

  /**
   * @param store closed by the caller
   */
  public BucketDownload(ObjectStore store) {
    this.store = store;
  }

  /**
   * Copies all objects of a bucket that is not written to. An object whose key is not a path below
   * the folder is skipped and logged.
   *
   * @throws io.camstream.platform.objectstore.StoreException if one can't be read
   * @throws UncheckedIOException if one can't be written
   */
  public void copy(String bucket, Path folder) throws InterruptedException {
    try (Stream<StoredObject> objects = store.list(bucket, "")) {
      ParallelTransfer.forEach(objects.iterator(), object -> copy(object, folder));
    }
  }

  /**
   * Copies all objects of a bucket whose last writes may not be over: repeats the copy of what has
   * changed until a listing shows nothing new, so that files which refer to each other are of one
   * state.
   *
   * @throws io.camstream.platform.objectstore.StoreException if one can't be read
   * @throws UncheckedIOException if one can't be written
   */
  public void copyUntilSettled(String bucket, Path folder) throws InterruptedException {
    Map<String, String> copied = new HashMap<>();
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      List<StoredObject> changed;
      try (Stream<StoredObject> objects = store.list(bucket, "")) {
        changed =
            objects.filter(object -> !object.etag().equals(copied.get(object.key()))).toList();
      }
      if (changed.isEmpty()) {
        return;
      }
      ParallelTransfer.forEach(changed.iterator(), object -> copy(object, folder));
      changed.forEach(object -> copied.put(object.key(), object.etag()));
    }
    LOG.warn("Bucket {} was written to during all {} passes of the copy", bucket, MOST_PASSES);
  }

  private void copy(StoredObject object, Path folder) {
    Optional<Path> file = pathBelow(folder, object.key());
    if (file.isEmpty()) {
      LOG.warn("Skipped {}: its key is not a path below the folder", Quoted.of(object.key()));
      return;
    }
    try {
      ObjectContent content = store.get(object.version(), object.size());
      Files.createDirectories(file.get().getParent());
      Files.write(file.get(), content.bytes());
    } catch (ObjectChangedException | ObjectGoneException e) {
      // The next listing has the version that is there now.
      LOG.debug("{} changed while it was copied", Quoted.of(object.key()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Path of the key in the folder; empty if it could lead out of the folder. */
  static Optional<Path> pathBelow(Path folder, String key) {
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return Optional.empty();
      }
    }
    try {
      Path file = folder.resolve(key).normalize();
      return file.startsWith(folder.normalize()) && !file.equals(folder.normalize())
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
