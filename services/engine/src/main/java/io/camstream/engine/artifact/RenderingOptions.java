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
 */
@RecordBuilder
public record RenderingOptions(HeatStyle style, Set<ArtifactKind> artifacts, boolean fullMaps)
    implements RenderingOptionsBuilder.With {

  /** Every artifact, with the colours and the opacity of pytorch-grad-cam. */
  public static final RenderingOptions DEFAULT =
      new RenderingOptions(HeatStyle.DEFAULT, ArtifactKind.all(), false);

  public RenderingOptions {
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("at least one artifact must be chosen");
    }
    artifacts = Collections.unmodifiableSet(EnumSet.copyOf(artifacts));
  }
}
