package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The attempt at an image that is worked on alone. The pipeline asks for it when the image's turn
 * has come; the stream thread then counts it, and lets the pipeline go on when that is committed.
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
   * Takes the next step, if it is time for one. Called by the stream thread.
   *
   * @return whether the attempt is durable, so that nothing is left to do
   */
  boolean advance(ImageBuffer buffer, CommitCycle cycle) {
    if (asked && written == null) {
      written = buffer.countAttempt(image);
      writtenAt = cycle.attemptWritten();
      return false;
    }
    return written != null && cycle.durable(writtenAt) && counted.complete(written.image());
  }

  /** The image is handed over or done: it is not begun here any more. */
  void cancel() {
    counted.cancel(false);
  }
}
