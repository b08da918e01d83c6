package io.camstream.cli.run;

import io.camstream.ingest.bucket.ImageTypes;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ParallelTransfer;
import java.util.List;
import java.util.Map;

/** Uploads local files to a bucket. */
public final class ImageUpload {
  private final ObjectStore store;
  private final String bucket;

  /**
   * @param store closed by the caller
   */
  public ImageUpload(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Uploads all images and manifests. Manifests go first: an image gets its label when it is found.
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

  /** Content type as an S3 client would send it; the worker does not use it. */
  private static String contentType(String key) {
    return ImageTypes.ofKey(key).orElse("application/octet-stream");
  }
}
