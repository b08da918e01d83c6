package io.camstream.engine.artifact;

import io.camstream.engine.figure.HeatStyle;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which artifacts of an image are rendered, and in which colours. Immutable; {@code with…} methods
 * return a changed copy. Which final maps are drawn follows from the explanation.
 *
 * @param style colours of the heat maps
 * @param artifacts kinds to render; at least one
 * @param fullMaps whether the maps file also holds the model's input and the final maps
 * @param maxSide longest side of a picture that has the image's size, in pixels: the original and
 *     the overlays of a larger image are scaled down to it
 */
@RecordBuilder
public record RenderingOptions(
    HeatStyle style, Set<ArtifactKind> artifacts, boolean fullMaps, int maxSide)
    implements RenderingOptionsBuilder.With {

  private static final int DEFAULT_MAX_SIDE = 2048;
  private static final int LEAST_MAX_SIDE = 64;

  /** Every artifact, with the colours and the opacity of pytorch-grad-cam, at most 2048 pixels. */
  public static final RenderingOptions DEFAULT =
      new RenderingOptions(HeatStyle.DEFAULT, ArtifactKind.all(), false, DEFAULT_MAX_SIDE);

  public RenderingOptions {
    if (maxSide < LEAST_MAX_SIDE) {
      throw new IllegalArgumentException(
          "pictures must have a longest side of at least "
              + LEAST_MAX_SIDE
              + " pixels, not "
              + maxSide);
    }
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("at least one artifact must be chosen");
    }
    artifacts = Collections.unmodifiableSet(EnumSet.copyOf(artifacts));
  }
}
