package io.camstream.engine;

/** The result of one image of a batch: an explanation or a failure. */
public sealed interface ImageResult<O> {

  /**
   * The image was explained.
   *
   * @param batchSize images of the forward pass that this one was part of
   * @param millis time of that forward pass, divided by its images
   */
  record Explained<O>(O explanation, int batchSize, double millis) implements ImageResult<O> {}

  /**
   * The image can't be explained.
   *
   * @param code stable name of the kind of failure, such as {@code OUT_OF_MEMORY}
   * @param message one line for a user
   * @param cause for the log
   */
  record Failed<O>(String code, String message, Throwable cause) implements ImageResult<O> {}
}
