package io.camstream.engine;

import io.camstream.engine.cam.Fusion;
import io.camstream.engine.image.ModelView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Prediction and maps of one image.
 *
 * @param prediction classes with their probabilities
 * @param view the part of the image that the model saw; every map covers exactly this part
 * @param inputHeight rows of the model's input
 * @param inputWidth columns of the model's input
 * @param maps raw maps, one for each layer, method and class that was requested, in this order
 * @param fusion how {@link #finalMaps()} fuses the layers of a method that does not define it
 * @param normalisation the scale of {@link #finalMaps()}
 * @param evidence evidence of an audit; empty if there was none
 */
public record ImageExplanation(
    Prediction prediction,
    ModelView view,
    int inputHeight,
    int inputWidth,
    List<ActivationMap> maps,
    Fusion fusion,
    Normalisation normalisation,
    Optional<ImageEvidence> evidence) {

  public ImageExplanation {
    maps = List.copyOf(maps);
  }

  /** Creates an explanation with the default fusion and normalisation. */
  public ImageExplanation(
      Prediction prediction,
      ModelView view,
      int inputHeight,
      int inputWidth,
      List<ActivationMap> maps) {
    this(prediction, view, inputHeight, inputWidth, maps, Fusion.MEAN, Normalisation.PER_MAP);
  }

  /** Creates an explanation without the evidence of an audit. */
  public ImageExplanation(
      Prediction prediction,
      ModelView view,
      int inputHeight,
      int inputWidth,
      List<ActivationMap> maps,
      Fusion fusion,
      Normalisation normalisation) {
    this(prediction, view, inputHeight, inputWidth, maps, fusion, normalisation, Optional.empty());
  }

  /** The same explanation with the evidence of an audit. */
  public ImageExplanation withEvidence(ImageEvidence added) {
    return new ImageExplanation(
        prediction, view, inputHeight, inputWidth, maps, fusion, normalisation, Optional.of(added));
  }

  /**
   * Heat maps to draw: one for each method and class, the layers fused, in the order of {@link
   * #maps()}. Computed on every call; a map of a 224 × 224 input takes 200 kB.
   */
  public List<FinalMap> finalMaps() {
    return finalMaps(map -> true);
  }

  /** Final maps made of some of the raw maps, such as those of one layer or of one method. */
  public List<FinalMap> finalMaps(Predicate<ActivationMap> which) {
    return new FinalMaps(fusion, normalisation)
        .of(maps.stream().filter(which).toList(), inputHeight, inputWidth);
  }
}
