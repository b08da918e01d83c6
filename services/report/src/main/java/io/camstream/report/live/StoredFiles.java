package io.camstream.report.live;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Objects as they are served. The last ones are kept, compressed. Thread-safe. */
final class StoredFiles {

  private static final long KEPT_BYTES = 64L << 20;

  /** Larger objects are for S3 clients. */
  private static final long LARGEST = 256L << 20;

  private static final int WORTH_COMPRESSING = 1_024;
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "csv", "text/csv; charset=utf-8",
          "png", "image/png",
          "jpg", "image/jpeg");

  /**
   * @param gzip whether the bytes are compressed
   */
  @SuppressWarnings("ArrayRecordComponent") // Written to responses only.
  record Body(byte[] bytes, boolean gzip, String etag, String type) {}

  private record Key(String bucket, String key, String etag, boolean gzip) {}

  private final ObjectStore store;
  private final Cache<Key, Body> kept =
      CacheBuilder.newBuilder()
          .maximumWeight(KEPT_BYTES)
          .weigher((Key key, Body body) -> body.bytes().length + 500)
          .build();

  StoredFiles(ObjectStore store) {
    this.store = store;
  }

  StoredObject head(String bucket, String key) {
    return store.head(bucket, key);
  }

  /**
   * @throws io.camstream.platform.objectstore.StoreException if there is no such object, it is too
   *     large, or the store does not answer
   */
  Body body(StoredObject object, boolean gzipAccepted) {
    String type = type(object.key());
    boolean gzip = gzipAccepted && isText(type) && object.size() >= WORTH_COMPRESSING;
    Key key = new Key(object.bucket(), object.key(), object.etag(), gzip);
    Body known = kept.getIfPresent(key);
    if (known != null) {
      return known;
    }
    byte[] bytes = store.get(object.version(), LARGEST).bytes();
    Body body = new Body(gzip ? compressed(bytes) : bytes, gzip, object.etag(), type);
    kept.put(key, body);
    return body;
  }

  private static boolean isText(String type) {
    return type.startsWith("text/") || type.equals("application/json");
  }

  static String type(String key) {
    String extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't fail", e);
    }
    return out.toByteArray();
  }
}
