package io.camstream.cli.run;

import io.camstream.ingest.bucket.ImageTypes;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ParallelTransfer;
import java.util.List;
import java.util.Map;

/** Puts local files into a bucket. */
public final class ImageUpload {
  private final ObjectStore store;
  private final String bucket;

  /**
   * @param store stays the caller's to close
   */
  public ImageUpload(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Returns when all images and manifests are there; manifests first, since labels count from the
   * moment an image is found.
   *
   * @throws io.camstream.platform.objectstore.StoreException if one can't be written
   */
  public void put(List<LocalImage> images, Map<String, byte[]> manifests)
      throws InterruptedException {
    manifests.forEach((key, csv) -> store.put(bucket, key, csv, "text/csv"));
    ParallelTransfer.forEach(
        images.iterator(),
        image -> store.put(bucket, image.key(), image.file(), contentType(image.key())));
  }

  /** What an S3 client would say; the worker looks at the bytes instead. */
  private static String contentType(String key) {
    return ImageTypes.ofKey(key).orElse("application/octet-stream");
  }
}
