package io.camstream.report.topology;

import io.camstream.schemas.ImageReference;
import java.util.Optional;

/** Fields that tables and page derive from an image's reference. */
public final class ImageFacts {

  private ImageFacts() {}

  /** File name: the part of the key after the last slash. */
  public static String name(ImageReference reference) {
    String key = reference.getKey();
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The true class from the batch's manifest; empty for a blank one. */
  public static Optional<String> label(ImageReference reference) {
    return Optional.ofNullable(reference.getLabel()).filter(label -> !label.isBlank());
  }
}
