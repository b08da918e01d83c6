package io.camstream.engine.quality;

import io.camstream.engine.image.RgbImage;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image that methods are evaluated on.
 *
 * @param name for messages
 * @param truth regions that are known to matter, by name; may be empty
 */
public record EvaluationImage(String name, RgbImage image, Map<String, RegionMask> truth) {

  /**
   * @throws IllegalArgumentException for a mask that has not the size of the image
   */
  public EvaluationImage {
    truth = new TreeMap<>(truth);
    truth.forEach(
        (region, mask) -> {
          if (mask.width() != image.width() || mask.height() != image.height()) {
            throw new IllegalArgumentException(
                "the mask '%s' of %s is %d × %d pixels large, but the image %d × %d"
                    .formatted(
                        region, name, mask.width(), mask.height(), image.width(), image.height()));
          }
        });
  }
}
