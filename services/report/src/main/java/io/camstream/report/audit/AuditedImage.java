package io.camstream.report.audit;

import java.util.List;
import java.util.Optional;

/**
 * What the audit knows of one explained image. Numbers that are not known are NaN.
 *
 * @param key {@code bucket/key}
 * @param folder the folder of the key
 * @param format the file's extension in lower case
 * @param label the true class
 * @param confidence of the predicted class, 0..1
 * @param location where the heat of the map of the predicted class lies
 * @param answers the model's answers to changed inputs; empty for an image that was not sampled
 * @param stability of the map
 * @param traits of the whole image
 */
public record AuditedImage(
    String key,
    String folder,
    String format,
    Optional<String> label,
    String predictedClass,
    double confidence,
    Location location,
    Optional<Answers> answers,
    Stability stability,
    Traits traits) {

  /**
   * Shares of the heat, 0..1.
   *
   * @param border in the outer tenth of the view
   * @param background on pixels of the background's colour
   * @param hotOutside of the hot region (the smallest with half of the heat), outside of the object
   * @param maskConfidence how sure the object is, 0..1
   * @param color L, a, b under the hot region; empty where it is not known
   * @param colorDistance ΔE between the hot region and the object
   */
  public record Location(
      double border,
      double background,
      double hotOutside,
      double maskConfidence,
      List<Double> color,
      double colorDistance,
      double centreX,
      double centreY) {}

  /**
   * @param withoutHeat with the hot region filled from its surroundings
   * @param heatAlone with only the hot region left
   * @param otherBackground with all but the object replaced
   */
  public record Answers(
      Optional<Answer> withoutHeat, Optional<Answer> heatAlone, Optional<Answer> otherBackground) {}

  /**
   * @param probability of the class that was predicted for the unchanged image
   * @param predictedClass for the changed image
   */
  public record Answer(double probability, String predictedClass) {}

  /**
   * @param agreement least rank correlation between two methods, −1..1
   * @param fragile a tiny change of the input changes the map
   * @param shift rank correlation with the map of the shifted image, −1..1
   */
  public record Stability(double agreement, boolean fragile, double shift) {}

  /**
   * @param width pixels of the image
   * @param height pixels of the image
   * @param cast a and b of the surroundings: their distance from grey
   */
  public record Traits(
      int width, int height, List<Double> cast, double sharpness, double texture) {}

  /** Whether the label is known and differs from the prediction. */
  boolean isWrong() {
    return label.isPresent() && !label.get().equals(predictedClass);
  }

  /** Whether the answer to a changed input is another class. */
  boolean changes(Optional<Answer> answer) {
    return answer.isPresent() && !answer.get().predictedClass().equals(predictedClass);
  }
}
