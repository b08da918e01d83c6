package io.camstream.cli.explain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Result of one file: a prediction or a failure.
 *
 * @param file path as given by the user
 */
public record ExplainedFile(Path file, Optional<Result> prediction, Optional<Problem> failure) {

  /** Predicted class and its confidence. */
  public record Result(String predictedClass, double confidence) {}

  /**
   * Reason of a failure.
   *
   * @param code stable, such as {@code UNREADABLE_IMAGE}
   */
  public record Problem(String code, String message) {}

  public static ExplainedFile explained(Path file, String predictedClass, double confidence) {
    return new ExplainedFile(
        file, Optional.of(new Result(predictedClass, confidence)), Optional.empty());
  }

  public static ExplainedFile failed(Path file, String code, String message) {
    return new ExplainedFile(file, Optional.empty(), Optional.of(new Problem(code, message)));
  }
}
