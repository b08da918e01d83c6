package io.camstream.worker.pipeline;

import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Stage;

/** Reads the bytes of exactly the version of an image that a reference names. Thread-safe. */
public final class ImageFetcher {

  private final ObjectStore store;
  private final StoreRetry retry;
  private final String bucket;
  private final long maxBytes;

  /**
   * @param bucket of the images; it must be readable for the worker to go on
   * @param maxBytes of the largest image that is read
   */
  public ImageFetcher(ObjectStore store, StoreRetry retry, String bucket, long maxBytes) {
    this.store = store;
    this.retry = retry;
    this.bucket = bucket;
    this.maxBytes = maxBytes;
  }

  /**
   * The whole file.
   *
   * @throws ImageFailure if it is gone, changed, too large, or alone can't be read
   * @throws StoreDeniedException if nothing can be read until the user mends it
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
   * Whether others can still be read. One reference, to a bucket that is not ours or to an object
   * that is kept from us, must not stop the worker.
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
