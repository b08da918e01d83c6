package io.camstream.engine;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an audit knows of one image and its map of the predicted class. A part is empty where it
 * could not be found out.
 *
 * @param object where the object is
 * @param heat where the map's heat lies; empty for an empty map
 * @param traits of the whole image, for groups of images that share one
 * @param withoutHeat the model's answer with the hot region filled from its surroundings
 * @param heatAlone its answer with only the hot region left
 * @param otherBackground its answer with all but the object replaced by a plain background
 * @param shiftCorrelation rank correlation, −1..1, of the map with that of the image shifted by 8
 *     pixels of the model's input, moved back; made for some of the images
 */
public record ImageEvidence(
    Optional<ObjectFound> object,
    Optional<Heat> heat,
    Traits traits,
    Optional<Answer> withoutHeat,
    Optional<Answer> heatAlone,
    Optional<Answer> otherBackground,
    OptionalDouble shiftCorrelation) {

  /**
   * The object.
   *
   * @param area share of the view, 0..1
   * @param confidence how sure an estimate is, 0..1: the contrast of the outline; 1 for a given
   *     mask
   * @param given whether the user gave the mask
   */
  public record ObjectFound(double area, double confidence, boolean given) {}

  /**
   * The heat of the map. The hot region is the smallest set of places that holds half of it.
   *
   * @param hotArea the hot region's share of the view, 0..1
   * @param outsideShare share of the heat outside of the object and a small margin, 0..1; NaN
   *     without an object
   * @param hotOutside share of the hot region outside of the object and a small margin, 0..1; NaN
   *     without an object
   * @param color mean colour of the hot region
   * @param colorDistance ΔE between that colour and the object's mean colour; NaN without an object
   */
  public record Heat(
      double hotArea,
      double outsideShare,
      double hotOutside,
      LabColor color,
      double colorDistance) {}

  /**
   * The model's answer to a changed input.
   *
   * @param probability of the class that was predicted for the unchanged input, 0..1
   * @param classIndex that is predicted now
   */
  public record Answer(double probability, int classIndex) {}

  /**
   * Traits of an image as a whole.
   *
   * @param surroundings mean colour outside of the object; of the whole view without an object
   * @param sharpness mean change of lightness between neighbouring pixels of the model's input
   * @param texture standard deviation of lightness outside of the object over 7 × 7 points, mean
   */
  public record Traits(LabColor surroundings, double sharpness, double texture) {}
}
