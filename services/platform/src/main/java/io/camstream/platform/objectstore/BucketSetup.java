package io.camstream.platform.objectstore;

import io.camstream.platform.error.UserError;
import java.util.stream.Stream;

/** Creates the buckets and checks that they exist. Idempotent. */
public final class BucketSetup {
  private final ObjectStore store;

  /**
   * @param store closed by the caller
   */
  public BucketSetup(ObjectStore store) {
    this.store = store;
  }

  /** Creates the three buckets of the settings if they are missing. */
  public void create(StoreSettings settings) {
    Stream.of(settings.imagesBucket(), settings.explanationsBucket(), settings.reportsBucket())
        .distinct()
        .forEach(store::ensureBucket);
  }

  /**
   * Checks that a bucket exists.
   *
   * @throws UserError if it is missing
   */
  public void require(String bucket) {
    if (!store.bucketExists(bucket)) {
      throw new UserError("Missing bucket: " + bucket + ". Run 'camstream setup' first.");
    }
  }
}
