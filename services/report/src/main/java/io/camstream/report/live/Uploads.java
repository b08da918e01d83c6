package io.camstream.report.live;

import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Puts dropped files into the bucket of images, by way of a file each. Thread-safe. */
final class Uploads {

  /** Files at the same time; each may take the limit's bytes on disk. */
  private static final int AT_ONCE = 6;

  private static final int BUFFER = 64 << 10;

  /** What became of a file. */
  enum Outcome {
    STORED,
    TOO_LARGE,
    EMPTY,
    EXISTS,
    BUSY
  }

  private final ObjectStore store;
  private final String bucket;
  private final Path scratch;
  private final long limit;
  private final Semaphore places = new Semaphore(AT_ONCE);

  Uploads(ObjectStore store, String bucket, Path scratch, long limit) {
    this.store = store;
    this.bucket = bucket;
    this.scratch = scratch;
    this.limit = limit;
  }

  long limit() {
    return limit;
  }

  /**
   * @throws io.camstream.platform.objectstore.StoreException if the store does not take it
   * @throws IOException if the sender breaks off, or the disk is full
   */
  Outcome store(String key, InputStream body) throws IOException {
    if (!places.tryAcquire()) {
      return Outcome.BUSY;
    }
    Path file = null;
    try {
      if (exists(key)) {
        return Outcome.EXISTS;
      }
      file = Files.createTempFile(scratch, "upload-", ".part");
      long bytes = copy(body, file);
      if (bytes > limit) {
        return Outcome.TOO_LARGE;
      }
      if (bytes == 0) {
        return Outcome.EMPTY;
      }
      store.put(bucket, key, file, StoredFiles.type(key));
      return Outcome.STORED;
    } finally {
      places.release();
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  // Nothing that is there is overwritten by a drop.
  private boolean exists(String key) {
    try {
      store.head(bucket, key);
      return true;
    } catch (ObjectGoneException e) {
      return false;
    }
  }

  private long copy(InputStream body, Path file) throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes > limit) {
          return bytes;
        }
        out.write(buffer, 0, read);
      }
    }
    return bytes;
  }
}
