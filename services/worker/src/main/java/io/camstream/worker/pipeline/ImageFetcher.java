package io.camstream.worker.pipeline;

import io.camstream.platform.store.ObjectStore;
import io.camstream.platform.store.ObjectVersion;
import io.camstream.platform.store.StoreDeniedException;
import io.camstream.platform.store.StoreException;
import io.camstream.platform.store.StoreUnavailableException;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Stage;
import io.camstream.worker.store.StoreRetry;

/** Reads the bytes of exactly the version of an image that a reference names. Thread-safe. */
public final class ImageFetcher {

  private final ObjectStore store;
  private final StoreRetry retry;
  private final long maxBytes;

  /**
   * @param maxBytes of the largest image that is read
   */
  public ImageFetcher(ObjectStore store, StoreRetry retry, long maxBytes) {
    this.store = store;
    this.retry = retry;
    this.maxBytes = maxBytes;
  }

  /**
   * The whole file.
   *
   * @throws ImageFailure if it is gone, changed, too large, or can't be read though the store is up
   * @throws StoreDeniedException if nothing can be read until the user mends it
   */
  byte[] fetch(ImageReference reference) throws ImageFailure, InterruptedException {
    ObjectVersion version = ObjectVersion.of(reference);
    try {
      return retry.call(() -> store.get(version, maxBytes)).bytes();
    } catch (StoreDeniedException e) {
      throw e;
    } catch (StoreException e) {
      boolean retriable = e instanceof StoreUnavailableException;
      throw new ImageFailure(Stage.FETCH, e.code(), e.getMessage(), retriable, e);
    }
  }
}
