package io.camstream.worker.pipeline;

import io.camstream.schemas.Failure;
import io.camstream.schemas.PendingImage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Processes images up to their outcome: fetch, decode, infer, render, store. One pipeline serves
 * all stream threads of a JVM, so that batches contain images of several partitions.
 *
 * <p>Implementations are thread-safe, don't block the caller, and keep no durable state.
 */
public interface ExplanationPipeline {

  /**
   * Starts processing an image.
   *
   * @return completes with the outcome, and exceptionally only after a bug; cancelling it tells the
   *     pipeline to drop the image
   */
  CompletableFuture<Outcome> submit(PendingImage image);

  /**
   * Starts processing an image that may have crashed the JVM. No other image is in process
   * meanwhile, so that no other is held responsible for a crash.
   *
   * @param begin called once, when the image has been fetched and no other image is in process;
   *     completes when the attempt is durable, with the image that counts it. Decoding starts after
   *     that
   * @return as {@link #submit}
   */
  CompletableFuture<Outcome> submitAlone(
      PendingImage image, Supplier<CompletableFuture<PendingImage>> begin);

  /**
   * Fails an image for a reason outside the pipeline, and deletes artifacts that may have been
   * stored.
   *
   * @return as {@link #submit}; the outcome is this failure
   */
  CompletableFuture<Outcome> setAside(PendingImage image, Failure failure);

  /**
   * Whether an image has kept the pipeline busy for longer than the limit, so that it is the cause
   * if the worker is stopped now. Waiting for other images or for the object store does not count.
   *
   * @param outcome as returned for the image; may be cancelled
   */
  boolean holdsUp(CompletableFuture<Outcome> outcome);
}
