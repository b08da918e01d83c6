package io.camstream.report.topology;

import io.camstream.schemas.ReportRow;
import java.util.Optional;

/** Whether the predicted class equals the label. */
public enum LabelMatch {
  CORRECT,
  MISCLASSIFIED,
  /** The batch's manifest has no label for this image. */
  UNLABELLED;

  /** The match of an explained row. */
  public static LabelMatch of(ReportRow row) {
    Optional<String> label = ImageFacts.label(row.getReference());
    if (label.isEmpty()) {
      return UNLABELLED;
    }
    return label.get().equals(row.getExplanation().getPrediction().getPredictedClass())
        ? CORRECT
        : MISCLASSIFIED;
  }
}
