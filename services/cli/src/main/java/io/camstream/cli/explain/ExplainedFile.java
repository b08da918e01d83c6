package io.camstream.cli.explain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of one file.
 *
 * @param file as the user named it
 * @param prediction class and confidence; none where it failed
 * @param failure none where it was explained
 */
public record ExplainedFile(Path file, Optional<Result> prediction, Optional<Problem> failure) {

  /** What the model says. */
  public record Result(String predictedClass, double confidence) {}

  /**
   * Why there is nothing.
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
