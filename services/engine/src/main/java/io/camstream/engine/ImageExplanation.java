package io.camstream.engine;

import io.camstream.engine.image.ModelView;
import java.util.List;

/**
 * What the engine found out about one image.
 *
 * @param view the part of the image that the model saw, and that every map covers
 * @param inputHeight rows of the model's input
 * @param inputWidth columns of the model's input
 * @param maps one for each layer, method and class asked for, in this order
 */
public record ImageExplanation(
    Prediction prediction,
    ModelView view,
    int inputHeight,
    int inputWidth,
    List<ActivationMap> maps) {

  public ImageExplanation {
    maps = List.copyOf(maps);
  }
}
