package io.camstream.worker.pipeline;

import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Stage;
import io.camstream.schemas.StageTimings;
import io.camstream.worker.pipeline.ImageMemory.Lease;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One image in the pipeline, with its state.
 *
 * <p>Queues pass it from thread to thread; only one thread uses it at a time.
 */
final class Job {

  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final Map<Stage, Double> millis = new EnumMap<>(Stage.class);
  private PendingImage image;
  private Stage stage = Stage.FETCH;
  private Lease memory = () -> {};

  Job(PendingImage image) {
    this.image = image;
  }

  /** Work of one stage. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws ImageFailure, InterruptedException;
  }

  PendingImage image() {
    return image;
  }

  /** Replaces the image by the one that counts the attempt that starts now. */
  void begun(PendingImage counted) {
    image = counted;
  }

  ImageReference reference() {
    return image.getReference();
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Whether the outcome was cancelled. */
  boolean abandoned() {
    return outcome.isDone();
  }

  /** The current stage, for the record of an unexpected failure. */
  Stage stage() {
    return stage;
  }

  StageTimings timings() {
    return new StageTimings(
        millis(Stage.FETCH),
        millis(Stage.DECODE),
        millis(Stage.INFER),
        millis(Stage.RENDER),
        millis(Stage.STORE));
  }

  private double millis(Stage of) {
    return millis.getOrDefault(of, 0.0);
  }

  /** Holds a share of the memory until the job ends. */
  void hold(Lease lease) {
    memory = lease;
  }

  /** Releases the memory. */
  void release() {
    memory.close();
  }

  /** Completes the job with this outcome, unless it was cancelled. */
  void end(Outcome result) {
    release();
    outcome.complete(result);
  }

  /** Runs the work of a stage and records its duration. */
  <T> T timed(Stage current, PipelineMetrics metrics, Work<T> work)
      throws ImageFailure, InterruptedException {
    stage = current;
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      note(current, (System.nanoTime() - start) / 1e6, metrics);
    }
  }

  /** Records the duration of a stage, in milliseconds. */
  void note(Stage done, double duration, PipelineMetrics metrics) {
    millis.put(done, duration);
    metrics.stage(done, duration);
  }
}
