package io.camstream.engine.quality;

import io.camstream.engine.cam.MethodDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about one method at one layer. Means over images; an image whose map is empty
 * has no part in them.
 *
 * @param scored images with a map that is not empty
 * @param empty images whose map is empty or nil
 * @param faithfulness none where every map is empty
 * @param regions by name; {@code all} is the union where an image has several
 * @param sanity none where no check was made, or no map was left to compare
 * @param millisPerImage median time of one image with this method alone, its forward included
 */
public record MethodScore(
    MethodDescription description,
    String layer,
    int scored,
    int empty,
    Optional<Faithfulness> faithfulness,
    Map<String, RegionScore> regions,
    Optional<Sanity> sanity,
    double millisPerImage) {

  public MethodScore {
    regions = new LinkedHashMap<>(regions);
  }

  /** Id of the method. */
  public String method() {
    return description.id();
  }

  /**
   * Whether the map points at what the model uses. Y is the probability of the predicted class, H ×
   * W the size of the model's input.
   *
   * @param insertion area under Y while the pixels, the most important first, are put into the
   *     blurred input (RISE, Petsiuk et al. 2018, section 4.1); 0..1, higher is better
   * @param deletion area under Y while they are replaced by the mean colour; lower is better
   * @param averageDrop mean of max(0, Y − O) / Y, O being Y for the input times the map
   *     (Grad-CAM++, Chattopadhyay et al. 2018, section 4.1.1); 0..1, lower is better
   * @param increase share of images with O &gt; Y (section 4.1.2); higher is better
   */
  public record Faithfulness(
      double insertion, double deletion, double averageDrop, double increase) {}

  /**
   * Whether the map lies on a region of the truth.
   *
   * @param images that have this region in the model's view
   * @param energy sum of the map inside the region divided by the sum of the map (Score-CAM, Wang
   *     et al. 2020, section 4.3); 0..1
   * @param pointing share of images whose map has its largest value inside (Zhang et al. 2016,
   *     section 4.1, without tolerance)
   */
  public record RegionScore(int images, double energy, double pointing) {}

  /**
   * Whether the map depends on what the model has learned (Adebayo et al. 2018, section 3.1): mean
   * rank correlation of the map with that of the same class after weights are randomised, from the
   * classifier down, each step keeping those before.
   *
   * @param byStep from {@code classifier} to {@code embeddings}; without a step after which no map
   *     was left to compare
   */
  public record Sanity(Map<String, Double> byStep) {

    public Sanity {
      byStep = new LinkedHashMap<>(byStep);
    }

    /** After all weights are randomised; a method passes where this is low. */
    public Optional<Double> afterAll() {
      return Optional.ofNullable(byStep.get(WeightCascade.STEM));
    }

    /** After the classifier alone is randomised. */
    public Optional<Double> afterClassifier() {
      return Optional.ofNullable(byStep.get(WeightCascade.CLASSIFIER));
    }
  }
}
