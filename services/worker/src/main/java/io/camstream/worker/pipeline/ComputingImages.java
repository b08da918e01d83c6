package io.camstream.worker.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The images that are being decoded, explained or rendered, with the time of the start. Fetching
 * and storing are excluded, since they wait for the object store. Thread-safe.
 */
final class ComputingImages {

  private final Map<CompletableFuture<Outcome>, Long> since = new ConcurrentHashMap<>();
  private final Duration tolerated;
  private final LongSupplier nanoTime;

  /**
   * @param tolerated time limit of one stage for an image
   */
  ComputingImages(Duration tolerated, LongSupplier nanoTime) {
    this.tolerated = tolerated;
    this.nanoTime = nanoTime;
  }

  /** Runs the work of a stage on these images. */
  <T> T during(List<Job> jobs, Job.Work<T> work) throws ImageFailure, InterruptedException {
    long now = nanoTime.getAsLong();
    jobs.forEach(job -> since.put(job.outcome(), now));
    try {
      return work.run();
    } finally {
      jobs.forEach(job -> since.remove(job.outcome()));
    }
  }

  /** Whether the image has been in one stage for longer than the limit. */
  boolean holdsUp(CompletableFuture<Outcome> outcome) {
    Long start = since.get(outcome);
    return start != null && nanoTime.getAsLong() - start > tolerated.toNanos();
  }
}
