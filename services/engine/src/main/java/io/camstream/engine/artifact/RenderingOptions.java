package io.camstream.engine.artifact;

import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.Normalisation;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.figure.ColorMap;
import io.camstream.engine.figure.HeatStyle;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which artifacts of an image are made, and how they look.
 *
 * @param style of the heat maps
 * @param artifacts kinds to make; at least one
 * @param fullMaps whether the maps file also holds the model's input and the final maps
 * @param maxSide longest side of a picture that has the image's size, in pixels: the original and
 *     the overlays of a larger image are scaled down to it
 */
public record RenderingOptions(
    HeatStyle style, Set<ArtifactKind> artifacts, boolean fullMaps, int maxSide) {

  /** Largest side at which pictures are drawn unless another one is chosen. */
  public static final int DEFAULT_MAX_SIDE = 2048;

  private static final int LEAST_MAX_SIDE = 64;

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

  /** Every artifact, in the colours and at the opacity of pytorch-grad-cam. */
  public static RenderingOptions defaults() {
    return new RenderingOptions(HeatStyle.DEFAULT, ArtifactKind.all(), false, DEFAULT_MAX_SIDE);
  }

  /** The defaults, with the fusion and the normalisation that explanations were asked for with. */
  public static RenderingOptions of(ExplanationOptions explanation) {
    return defaults()
        .withFusion(explanation.fusion())
        .withNormalisation(explanation.normalisation());
  }

  public RenderingOptions withColorMap(ColorMap value) {
    return with(style.withColors(value));
  }

  /** Weight of the heat over the image, 0..1; {@link IllegalArgumentException} for another one. */
  public RenderingOptions withOpacity(double value) {
    return with(style.withOpacity(value));
  }

  public RenderingOptions withFusion(Fusion value) {
    return with(style.withFusion(value));
  }

  public RenderingOptions withNormalisation(Normalisation value) {
    return with(style.withNormalisation(value));
  }

  public RenderingOptions withArtifacts(Set<ArtifactKind> value) {
    return new RenderingOptions(style, value, fullMaps, maxSide);
  }

  public RenderingOptions withFullMaps(boolean value) {
    return new RenderingOptions(style, artifacts, value, maxSide);
  }

  /** In pixels; {@link IllegalArgumentException} for less than 64. */
  public RenderingOptions withMaxSide(int value) {
    return new RenderingOptions(style, artifacts, fullMaps, value);
  }

  private RenderingOptions with(HeatStyle value) {
    return new RenderingOptions(value, artifacts, fullMaps, maxSide);
  }
}
