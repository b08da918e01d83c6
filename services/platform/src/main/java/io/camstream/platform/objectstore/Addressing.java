package io.camstream.platform.objectstore;

/** Where a bucket's name stands in an address. */
public enum Addressing {
  /** As the store's host wants it: in the host's name for AWS, else in the path. */
  AUTO,

  /** {@code https://host/bucket/key}. */
  PATH,

  /** {@code https://bucket.host/key}. */
  VIRTUAL_HOST
}
