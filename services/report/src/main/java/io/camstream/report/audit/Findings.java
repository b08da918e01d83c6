package io.camstream.report.audit;

import java.util.List;

/**
 * The audit of a batch. Becomes {@code findings.json} and {@code audit} of {@code summary.json}, in
 * snake case.
 *
 * @param level the most serious level of all findings
 * @param conclusion the result in one sentence
 * @param rules how many rules could be applied to at least one class or group
 * @param images explained images of the batch
 * @param sampled images that the findings are made from
 * @param answered those of them for which the model was asked again
 * @param flaggedImages sampled images whose heat and decision both rest outside of the object
 * @param findings most serious first
 * @param notJudged what could not be judged, and why
 * @param classes by predicted class
 * @param calibration null without labels
 */
public record Findings(
    Level level,
    String conclusion,
    int rules,
    long images,
    long sampled,
    long answered,
    long flaggedImages,
    List<Finding> findings,
    List<String> notJudged,
    List<ClassProfile> classes,
    Calibration calibration) {

  /**
   * The maps of one predicted class in the sample.
   *
   * @param flagged images whose heat and decision both rest outside of the object
   * @param groups of similar maps, the largest first; a single one where they do not fall apart
   */
  public record ClassProfile(
      String name,
      long images,
      long flagged,
      MapProfile all,
      MapProfile right,
      MapProfile wrong,
      List<MapGroup> groups) {}

  /**
   * Mean and spread of maps, each scaled to a sum of 1.
   *
   * @param images 0 where there is none, and the lists are empty then
   * @param mean row-major
   * @param deviation standard deviation at each place
   */
  public record MapProfile(
      long images, int height, int width, List<Double> mean, List<Double> deviation) {}

  /**
   * Images of one predicted class with similar maps.
   *
   * @param accuracy null without labels
   * @param meanBorder mean share of the heat on the border; null where it is not known
   * @param meanHotOutside mean share of the hot region outside of the object; null likewise
   * @param typical keys of the images nearest to the group's centre, at most five
   */
  public record MapGroup(
      long images,
      MapProfile map,
      Double accuracy,
      Double meanBorder,
      Double meanHotOutside,
      List<String> typical) {}

  /**
   * Probabilities against labels, over all images of the batch.
   *
   * @param accuracyLow of the 95 % interval (Wilson)
   * @param ece expected calibration error over ten bins of equal width
   * @param bins the reliability diagram
   * @param auroc by class, one against the rest, from probabilities in steps of 1/1000; null where
   *     a class has no image or all
   */
  public record Calibration(
      long labelled,
      double accuracy,
      double accuracyLow,
      double accuracyHigh,
      double ece,
      List<Bin> bins,
      List<ClassAuroc> auroc) {}

  /** Images with {@code from <= confidence < to}; means are null for an empty bin. */
  public record Bin(double from, double to, long images, Double confidence, Double accuracy) {}

  /** Area under the receiver operating characteristic of one class. */
  public record ClassAuroc(String name, Double auroc) {}
}
