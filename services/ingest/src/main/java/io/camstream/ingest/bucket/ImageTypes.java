package io.camstream.ingest.bucket;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types of images by the extension of the key; listings do not include the media type. */
public final class ImageTypes {
  private static final Map<String, String> BY_EXTENSION =
      Map.of(
          "bmp", "image/bmp",
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "tif", "image/tiff",
          "tiff", "image/tiff",
          "webp", "image/webp");

  private ImageTypes() {}

  public static Optional<String> ofKey(String key) {
    String extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_EXTENSION.get(extension));
  }
}
