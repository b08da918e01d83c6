package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The attempt at an image that is processed alone. The pipeline requests it when no other image is
 * in process; the stream thread then counts it, and lets the pipeline continue when that is
 * committed.
 */
final class SuspectAttempt implements Supplier<CompletableFuture<PendingImage>> {

  private final Buffered image;
  private final CompletableFuture<PendingImage> counted = new CompletableFuture<>();
  private volatile boolean asked;
  private Buffered written;
  private long writtenAt;

  SuspectAttempt(Buffered image) {
    this.image = image;
  }

  /** Called by the pipeline. */
  @Override
  public CompletableFuture<PendingImage> get() {
    asked = true;
    return counted;
  }

  /**
   * Takes the next step, if one is possible. Called by the stream thread.
   *
   * @return whether the attempt is durable, which is the last step
   */
  boolean advance(ImageBuffer buffer, CommitCycle cycle) {
    if (asked && written == null) {
      written = buffer.countAttempt(image);
      writtenAt = cycle.attemptWritten();
      return false;
    }
    return written != null && cycle.durable(writtenAt) && counted.complete(written.image());
  }

  /** Cancels the attempt: the image was reassigned or has an outcome. */
  void cancel() {
    counted.cancel(false);
  }
}
