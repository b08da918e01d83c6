package io.camstream.engine.artifact;

import io.camstream.engine.rendering.ColorMap;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which artifacts of an image are made, and how they look.
 *
 * @param colorMap colours of the heat maps
 * @param opacity weight of the heat map over the image, 0..1
 * @param artifacts kinds to make; at least one
 * @param fullMaps whether the maps file also holds the model's input and the final maps
 */
public record RenderingOptions(
    ColorMap colorMap, double opacity, Set<ArtifactKind> artifacts, boolean fullMaps) {

  public RenderingOptions {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException(
          "the opacity must be a number from 0 to 1, not " + opacity);
    }
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("at least one artifact must be chosen");
    }
    artifacts = Collections.unmodifiableSet(EnumSet.copyOf(artifacts));
  }

  /** Every artifact, in the colours and at the opacity of pytorch-grad-cam. */
  public static RenderingOptions defaults() {
    return new RenderingOptions(ColorMap.JET, 0.5, ArtifactKind.all(), false);
  }

  public RenderingOptions withColorMap(ColorMap value) {
    return new RenderingOptions(value, opacity, artifacts, fullMaps);
  }

  public RenderingOptions withOpacity(double value) {
    return new RenderingOptions(colorMap, value, artifacts, fullMaps);
  }

  public RenderingOptions withArtifacts(Set<ArtifactKind> value) {
    return new RenderingOptions(colorMap, opacity, value, fullMaps);
  }

  public RenderingOptions withFullMaps(boolean value) {
    return new RenderingOptions(colorMap, opacity, artifacts, value);
  }
}
