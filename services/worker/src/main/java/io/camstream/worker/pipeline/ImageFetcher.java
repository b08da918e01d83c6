package io.camstream.worker.pipeline;

import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Stage;

/** Reads an image in exactly the version of its reference. Thread-safe. */
public final class ImageFetcher {

  private final ObjectStore store;
  private final StoreRetry retry;
  private final String bucket;
  private final long maxBytes;

  /**
   * @param bucket of the images; a bucket that can't be read stops the worker
   * @param maxBytes size limit of an image file
   */
  public ImageFetcher(ObjectStore store, StoreRetry retry, String bucket, long maxBytes) {
    this.store = store;
    this.retry = retry;
    this.bucket = bucket;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads all bytes of the file.
   *
   * @throws ImageFailure if the object is gone, changed, too large, or the only one that can't be
   *     read
   * @throws StoreDeniedException if nothing can be read until the user fixes it
   */
  byte[] fetch(ImageReference reference) throws ImageFailure, InterruptedException {
    ObjectVersion version = ObjectVersion.of(reference);
    try {
      return retry.call(() -> store.get(version, maxBytes)).bytes();
    } catch (StoreException e) {
      if (e instanceof StoreDeniedException && !concernsOnly(reference)) {
        throw e;
      }
      boolean retriable =
          e instanceof StoreUnavailableException || e instanceof StoreDeniedException;
      throw new ImageFailure(Stage.FETCH, e.code(), e.getMessage(), retriable, e);
    }
  }

  /**
   * Whether the images bucket is still readable. A single reference to another bucket, or to an
   * object with access denied, must not stop the worker.
   */
  private boolean concernsOnly(ImageReference reference) throws InterruptedException {
    if (!reference.getBucket().equals(bucket)) {
      return true;
    }
    try {
      return retry.call(() -> store.bucketExists(bucket));
    } catch (StoreDeniedException e) {
      return false;
    }
  }
}
