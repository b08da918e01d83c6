package io.camstream.engine.artifact;

import java.util.List;

/** Turns an explanation into files. Thread-safe; a pure function: same input, same bytes. */
public final class ArtifactRenderer {

  private final RenderingOptions options;

  public ArtifactRenderer(RenderingOptions options) {
    this.options = options;
  }

  /** The artifacts of one image, in the order of {@link ArtifactKind}. */
  public List<RenderedArtifact> render(ExplainedImage explained) {
    throw new UnsupportedOperationException(
        "comes with the figures: " + options + explained.names());
  }
}
