package io.camstream.platform.objectstore;

import io.camstream.platform.error.Quoted;
import io.minio.GetObjectResponse;
import java.io.IOException;

/** Reads the body of a response completely, or fails. */
final class BodyReader {
  private BodyReader() {}

  /**
   * @throws ObjectChangedException if the store ignored the condition and sent another version
   * @throws ObjectTooLargeException if it is larger than allowed, before it is read
   * @throws StoreUnavailableException if it ends early
   */
  static byte[] read(GetObjectResponse answer, ObjectVersion version, long maxBytes)
      throws IOException {
    String name = Quoted.of(version.bucket() + "/" + version.key());
    String etag = answer.headers().get("ETag");
    if (etag != null && !etag.replace("\"", "").equals(version.etag())) {
      throw new ObjectChangedException("Object " + name + " has been replaced by another version");
    }
    String length = answer.headers().get("Content-Length");
    long announced = length == null ? -1 : Long.parseLong(length);
    long limit = Math.min(maxBytes, Integer.MAX_VALUE - 8);
    if (announced > limit) {
      throw tooLarge(name, announced + " bytes", limit);
    }
    byte[] body = answer.readNBytes((int) (announced < 0 ? limit + 1 : announced));
    if (body.length > limit) {
      throw tooLarge(name, "more", limit);
    } else if (announced >= 0 && body.length < announced) {
      throw new StoreUnavailableException(
          "Can't read " + name + ": its body ended after " + body.length + " of " + length);
    }
    return body;
  }

  private static ObjectTooLargeException tooLarge(String name, String size, long limit) {
    return new ObjectTooLargeException(
        "Object " + name + " has " + size + "; the limit is " + limit + " bytes");
  }
}
