package io.camstream.chaos.check;

/**
 * An object as the store gives it.
 *
 * @param etag without quotes, as listed
 * @param bytes as listed
 * @param content what was really read of it
 */
public record StoredFile(String bucket, String key, String etag, long bytes, Content content) {

  /**
   * @param bytes that came
   * @param md5 of them, in hexadecimal
   * @param error why they could not be read; empty if they could
   */
  public record Content(long bytes, String md5, String error) {}
}
