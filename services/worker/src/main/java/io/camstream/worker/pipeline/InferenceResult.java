package io.camstream.worker.pipeline;

/** What came of one image of a batch. */
public sealed interface InferenceResult<O> {

  /**
   * The image was explained.
   *
   * @param batchSize images of the forward that this one was part of
   * @param millis time of that forward, divided by its images
   */
  record Explained<O>(O explanation, int batchSize, double millis) implements InferenceResult<O> {}

  /**
   * The image can't be explained.
   *
   * @param code stable and short
   * @param message for people
   * @param cause for the log
   */
  record Failed<O>(String code, String message, Throwable cause) implements InferenceResult<O> {}
}
