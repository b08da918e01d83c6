package io.camstream.worker.pipeline;

import io.camstream.schemas.Failure;
import io.camstream.schemas.PendingImage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Takes images to their outcome: fetch, decode, infer, render, store. One serves all stream threads
 * of a JVM, so that batches fill across partitions.
 *
 * <p>Implementations are thread-safe, don't block the caller, and keep no state that must survive
 * the JVM.
 */
public interface ExplanationPipeline {

  /**
   * Begins with an image.
   *
   * @return completes with the outcome, never exceptionally unless there is a bug; cancelling it
   *     tells the pipeline that nobody waits for the outcome any more
   */
  CompletableFuture<Outcome> submit(PendingImage image);

  /**
   * Begins with an image that is suspected of killing the JVM: while it is being worked on, no
   * other is, so that no other is blamed.
   *
   * @param begin called once, when the image has been fetched and its turn has come; completes when
   *     the attempt is durable, with the image in which it is counted. Nothing happens to the image
   *     before
   * @return as {@link #submit}
   */
  CompletableFuture<Outcome> submitAlone(
      PendingImage image, Supplier<CompletableFuture<PendingImage>> begin);

  /**
   * Gives up an image, for a reason that lies outside the pipeline: what may have been stored of it
   * is deleted.
   *
   * @return as {@link #submit}; the outcome is this failure
   */
  CompletableFuture<Outcome> setAside(PendingImage image, Failure failure);

  /**
   * Whether an image keeps the pipeline busy for longer than an image may: it is to blame if the
   * worker must be stopped now. Waiting for other images or for the object store does not count.
   *
   * @param outcome as returned for the image; may be cancelled
   */
  boolean holdsUp(CompletableFuture<Outcome> outcome);
}
