package io.camstream.platform.kafka;

import io.camstream.schemas.ImageReference;

/** The key of every record: {@code <bucket>/<object key>}, which is unique. */
public final class ImageKey {
  private ImageKey() {}

  public static String of(ImageReference reference) {
    return of(reference.getBucket(), reference.getKey());
  }

  /** The record key of an object. A bucket's name has no slash, so the key can be split again. */
  public static String of(String bucket, String key) {
    return bucket + "/" + key;
  }

  /** The bucket in a record's key; empty if the key has no slash. */
  public static String bucket(String imageKey) {
    return imageKey.substring(0, Math.max(0, imageKey.indexOf('/')));
  }

  /** The object's key in a record's key. */
  public static String objectKey(String imageKey) {
    return imageKey.substring(imageKey.indexOf('/') + 1);
  }
}
