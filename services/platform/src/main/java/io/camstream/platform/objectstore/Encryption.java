package io.camstream.platform.objectstore;

/** How the store is asked to encrypt what is written. */
public enum Encryption {
  /** As the bucket's own default says. */
  NONE,

  /** With a key of the store. */
  SSE_S3,

  /** With a key of the store's key management service. */
  SSE_KMS
}
