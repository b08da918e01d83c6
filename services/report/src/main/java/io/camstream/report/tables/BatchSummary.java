package io.camstream.report.tables;

import java.time.Instant;
import java.util.List;

/**
 * All figures of one batch, from one pass over its rows. Becomes {@code summary.json} field by
 * field, in snake case. A figure that is not defined (a precision of a class that was never
 * predicted) is null.
 *
 * @param complete every image known is explained or failed
 * @param accuracy correct / labelled, 0..1; null without labels
 * @param classes in the order of the model's classes
 * @param labelsOutsideModel labels that no class of the model has; such an image counts as
 *     misclassified and is in no cell of the confusion matrix
 * @param models more than one where a batch was explained with more than one checkpoint
 */
public record BatchSummary(
    String batch,
    Instant generatedAt,
    boolean complete,
    Counts counts,
    Double accuracy,
    List<ClassScore> classes,
    ConfusionMatrix confusionMatrix,
    LabelsOutsideModel labelsOutsideModel,
    List<ConfidenceBin> confidence,
    List<ModelUse> models,
    List<MethodUse> methods,
    List<WorkerUse> workers,
    List<FailureKind> failures,
    Times times) {

  /** Images by state, and how many of the explained ones have a label and meet it. */
  public record Counts(
      long discovered, long explained, long failed, long pending, long labelled, long correct) {

    public long misclassified() {
      return labelled - correct;
    }
  }

  /**
   * One class, measured on the labelled images.
   *
   * @param support images with this label
   * @param predicted labelled images that the model put into this class
   * @param assigned all images that the model put into this class, labelled or not
   */
  public record ClassScore(
      String name,
      long support,
      long predicted,
      long correct,
      long assigned,
      Double precision,
      Double recall,
      Double f1) {}

  /**
   * Labelled images by label and prediction.
   *
   * @param classes names of rows (the label) and of columns (the prediction)
   * @param counts a row for each label
   */
  public record ConfusionMatrix(List<String> classes, List<List<Long>> counts) {}

  /**
   * @param mostFrequent at most 20, most frequent first
   */
  public record LabelsOutsideModel(long images, List<LabelCount> mostFrequent) {}

  public record LabelCount(String label, long images) {}

  /** Images whose confidence c has {@code from <= c < to}; the last bin includes 1. */
  public record ConfidenceBin(
      double from, double to, long correct, long misclassified, long unlabelled) {}

  public record ModelUse(
      String name,
      String architecture,
      String weightsSha256,
      String configSha256,
      List<String> classNames,
      long images) {}

  /**
   * One method at one layer; the means are over the maps of the predicted class that have focus
   * measures.
   *
   * @param title title of the method for people; its id if the worker sent none
   * @param empty maps of the predicted class in which nothing is left after ReLU
   */
  public record MethodUse(
      String method,
      String title,
      String layer,
      long images,
      long empty,
      Double meanBorderShare,
      Double meanBackgroundShare,
      Double meanConcentration) {}

  public record WorkerUse(
      String worker, String version, String engine, String device, String precision, long images) {}

  /**
   * @param example one image's message
   */
  public record FailureKind(
      String stage, String code, boolean retriable, long images, String example) {}

  /**
   * @param firstDiscoveredAt null for a batch without images
   * @param lastFinishedAt the latest explanation or failure; null where there is none
   * @param seconds between these two
   * @param meanMillis of an explained image, by stage; null where none is explained
   */
  public record Times(
      Instant firstDiscoveredAt, Instant lastFinishedAt, Double seconds, StageMillis meanMillis) {}

  public record StageMillis(
      double fetch, double decode, double infer, double render, double store) {}
}
