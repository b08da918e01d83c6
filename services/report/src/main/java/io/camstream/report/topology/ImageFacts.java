package io.camstream.report.topology;

import io.camstream.schemas.ImageReference;
import java.util.Optional;

/** What tables and page say of an image's reference. */
public final class ImageFacts {

  private ImageFacts() {}

  /** File name: what follows the last slash of the key. */
  public static String name(ImageReference reference) {
    String key = reference.getKey();
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The true class from the batch's manifest; a blank one counts as none. */
  public static Optional<String> label(ImageReference reference) {
    return Optional.ofNullable(reference.getLabel()).filter(label -> !label.isBlank());
  }
}
