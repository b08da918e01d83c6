package io.camstream.engine;

import io.camstream.engine.image.ModelView;
import java.util.List;
import java.util.Optional;

/**
 * What the engine found out about one image.
 *
 * @param view the part of the image that the model saw, and that every map covers
 * @param inputHeight rows of the model's input
 * @param inputWidth columns of the model's input
 * @param maps one for each layer, method and class asked for, in this order
 * @param evidence of an audit; empty where none was made
 */
public record ImageExplanation(
    Prediction prediction,
    ModelView view,
    int inputHeight,
    int inputWidth,
    List<ActivationMap> maps,
    Optional<ImageEvidence> evidence) {

  public ImageExplanation {
    maps = List.copyOf(maps);
  }

  /** An explanation without an audit. */
  public ImageExplanation(
      Prediction prediction,
      ModelView view,
      int inputHeight,
      int inputWidth,
      List<ActivationMap> maps) {
    this(prediction, view, inputHeight, inputWidth, maps, Optional.empty());
  }

  /** The same explanation with the evidence of an audit. */
  public ImageExplanation withEvidence(ImageEvidence evidence) {
    return new ImageExplanation(
        prediction, view, inputHeight, inputWidth, maps, Optional.of(evidence));
  }
}
