package io.camstream.engine.artifact;

import io.camstream.engine.rendering.ColorMap;
import io.camstream.engine.rendering.HeatStyle;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which artifacts of an image are made, and how they look.
 *
 * @param style colours, opacity and scale of the heat maps
 * @param artifacts kinds to make; at least one
 * @param fullMaps whether the maps file also holds the model's input and the final maps
 */
public record RenderingOptions(HeatStyle style, Set<ArtifactKind> artifacts, boolean fullMaps) {

  public RenderingOptions {
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("at least one artifact must be chosen");
    }
    artifacts = Collections.unmodifiableSet(EnumSet.copyOf(artifacts));
  }

  /** Every artifact, in the colours and at the opacity of pytorch-grad-cam. */
  public static RenderingOptions defaults() {
    HeatStyle style = new HeatStyle(ColorMap.JET, 0.5);
    return new RenderingOptions(style, ArtifactKind.all(), false);
  }

  public RenderingOptions withColorMap(ColorMap value) {
    return with(new HeatStyle(value, style.opacity()));
  }

  /** Weight of the heat over the image, 0..1; {@link IllegalArgumentException} for another one. */
  public RenderingOptions withOpacity(double value) {
    return with(new HeatStyle(style.colors(), value));
  }

  public RenderingOptions withArtifacts(Set<ArtifactKind> value) {
    return new RenderingOptions(style, value, fullMaps);
  }

  public RenderingOptions withFullMaps(boolean value) {
    return new RenderingOptions(style, artifacts, value);
  }

  private RenderingOptions with(HeatStyle value) {
    return new RenderingOptions(value, artifacts, fullMaps);
  }
}
