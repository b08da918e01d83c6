package io.camstream.platform.objectstore;

import io.camstream.platform.error.UserError;
import java.util.stream.Stream;

/** Makes the buckets, and tells whether they are there. Idempotent. */
public final class BucketSetup {
  private final ObjectStore store;

  /**
   * @param store stays the caller's to close
   */
  public BucketSetup(ObjectStore store) {
    this.store = store;
  }

  /** Makes the three buckets of the settings, where they are missing. */
  public void create(StoreSettings settings) {
    Stream.of(settings.imagesBucket(), settings.explanationsBucket(), settings.reportsBucket())
        .distinct()
        .forEach(store::ensureBucket);
  }

  /**
   * @throws UserError if the bucket is missing
   */
  public void require(String bucket) {
    if (!store.bucketExists(bucket)) {
      throw new UserError("Missing bucket: " + bucket + ". Run 'camstream setup' first.");
    }
  }
}
