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
 * One image on its way through the stages.
 *
 * <p>It is handed from thread to thread by queues; only one has it at a time.
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

  /** The same image, with the attempt counted that begins now. */
  void begun(PendingImage counted) {
    image = counted;
  }

  ImageReference reference() {
    return image.getReference();
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Whether nobody waits for the outcome any more. */
  boolean abandoned() {
    return outcome.isDone();
  }

  /** Where the image is, for the record of an unexpected failure. */
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

  /** Holds a share of the memory until the end. */
  void hold(Lease lease) {
    memory = lease;
  }

  /** Gives the memory back. */
  void release() {
    memory.close();
  }

  /** Ends with this outcome, unless it has been abandoned. */
  void end(Outcome result) {
    release();
    outcome.complete(result);
  }

  /** Does a stage's work and notes how long it took. */
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

  /** Notes how many milliseconds a stage took. */
  void note(Stage done, double duration, PipelineMetrics metrics) {
    millis.put(done, duration);
    metrics.stage(done, duration);
  }
}
