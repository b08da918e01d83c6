package io.camstream.engine.artifact;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.quality.FocusReport;

/**
 * All that artifacts are made of.
 *
 * @param focus the measures of {@link FocusReport#of}
 * @param prepared what the model was given; needed only for {@link RenderingOptions#fullMaps()}
 */
public record ExplainedImage(
    RgbImage image,
    ImageExplanation explanation,
    FocusReport focus,
    CheckpointIdentity model,
    ArtifactNames names,
    PreparedImage prepared) {

  /**
   * Measures the focus of what was explained.
   *
   * @param prepared from the image
   */
  public static ExplainedImage of(
      RgbImage image,
      PreparedImage prepared,
      ImageExplanation explanation,
      CheckpointIdentity model,
      ArtifactNames names) {
    return new ExplainedImage(
        image, explanation, FocusReport.of(image, explanation), model, names, prepared);
  }
}
