package io.camstream.report.tables;

import io.camstream.report.audit.Finding;
import io.camstream.report.audit.Findings;
import io.camstream.report.audit.Findings.Calibration;
import io.camstream.report.audit.Level;
import java.time.Instant;
import java.util.List;

/**
 * All figures of one batch, serialized as {@code summary.json} with field names in snake case. A
 * figure that is not defined (such as the precision of a class that was never predicted) is null.
 *
 * @param complete whether every discovered image is explained or failed
 * @param accuracy correct / labelled, 0..1; null without labels
 * @param classes in the order of the model's classes
 * @param labelsOutsideModel labels that are not a class of the model; such an image counts as
 *     misclassified and is not in the confusion matrix
 * @param models more than one if a batch was explained with several checkpoints
 * @param audit null until findings exist
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
    Times times,
    Audit audit) {

  /**
   * The audit in short; {@code findings.json} has its images and maps.
   *
   * @param rules applied to classes and groups
   * @param findings most serious first, at most {@value #MOST_FINDINGS}, without their images
   */
  public record Audit(
      Level level,
      String conclusion,
      int rules,
      long sampled,
      long answered,
      long flaggedImages,
      List<Finding> findings,
      Calibration calibration) {

    private static final int MOST_FINDINGS = 100;

    static Audit of(Findings findings) {
      return new Audit(
          findings.level(),
          findings.conclusion(),
          findings.rules(),
          findings.sampled(),
          findings.answered(),
          findings.flaggedImages(),
          findings.findings().stream().limit(MOST_FINDINGS).map(Finding::withoutImages).toList(),
          findings.calibration());
    }
  }

  /** The same summary with the audit of the batch. */
  public BatchSummary withAudit(Findings findings) {
    return new BatchSummary(
        batch,
        generatedAt,
        complete,
        counts,
        accuracy,
        classes,
        confusionMatrix,
        labelsOutsideModel,
        confidence,
        models,
        methods,
        workers,
        failures,
        times,
        Audit.of(findings));
  }

  /** Images by state, and labelled and correct ones among the explained. */
  public record Counts(
      long discovered, long explained, long failed, long pending, long labelled, long correct) {

    public long misclassified() {
      return labelled - correct;
    }
  }

  /**
   * Figures of one class, on the labelled images.
   *
   * @param support images with this label
   * @param predicted labelled images with this predicted class
   * @param assigned all images with this predicted class, labelled or not
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
   * @param empty maps of the predicted class that are zero after ReLU
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
   * @param example message of one such image
   */
  public record FailureKind(
      String stage, String code, boolean retriable, long images, String example) {}

  /**
   * @param firstDiscoveredAt null for a batch without images
   * @param lastFinishedAt the latest explanation or failure; null if there is none
   * @param seconds between these two
   * @param meanMillis mean duration per explained image, by stage; null if none is explained
   */
  public record Times(
      Instant firstDiscoveredAt, Instant lastFinishedAt, Double seconds, StageMillis meanMillis) {}

  public record StageMillis(
      double fetch, double decode, double infer, double render, double store) {}
}
