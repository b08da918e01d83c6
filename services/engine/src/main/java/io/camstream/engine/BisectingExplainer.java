package io.camstream.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains batches so that an image that can't be explained fails alone.
 *
 * <p>A batch that fails is bisected until the images that fail are found. A batch that runs out of
 * memory is bisected too, and {@link #batchSize()} is lowered to its half. A single image that runs
 * out of memory is retried while no other batch runs, and fails only if it runs out again.
 *
 * <p>Thread-safe: several batches may run at once.
 *
 * @param <I> an image, as the explainer takes it
 * @param <O> its explanation
 */
public final class BisectingExplainer<I, O> {

  private static final Logger LOG = LoggerFactory.getLogger(BisectingExplainer.class);

  private final Function<List<I>, List<O>> explainer;
  private final BatchSize batchSize;
  private final ReadWriteLock memory = new ReentrantReadWriteLock(true);

  /**
   * @param explainer returns one explanation for each image, in their order; may be called by
   *     several threads at once
   * @param maxBatchSize images of a batch at most, at least 1
   */
  public BisectingExplainer(Function<List<I>, List<O>> explainer, int maxBatchSize) {
    this(explainer, new BatchSize(maxBatchSize));
  }

  BisectingExplainer(Function<List<I>, List<O>> explainer, BatchSize batchSize) {
    this.explainer = explainer;
    this.batchSize = batchSize;
  }

  /** Images that the next batch should have at most; lowered when memory runs out. */
  public int batchSize() {
    return batchSize.current();
  }

  /**
   * Explains a batch; returns one result for each image, in their order.
   *
   * @param images at least one
   */
  public List<ImageResult<O>> explain(List<I> images) {
    try {
      List<ImageResult<O>> results = explain(images, memory.readLock());
      batchSize.succeeded(images.size());
      return results;
    } catch (OutOfMemoryError e) {
      return afterOutOfMemory(images, e);
    } catch (RuntimeException e) {
      return isOutOfMemory(e) ? afterOutOfMemory(images, e) : afterFailure(images, e);
    }
  }

  private List<ImageResult<O>> explain(List<I> images, Lock lock) {
    lock.lock();
    try {
      long start = System.nanoTime();
      List<O> explanations = explainer.apply(images);
      double millis = (System.nanoTime() - start) / 1e6 / images.size();
      if (explanations.size() != images.size()) {
        throw new InferenceException(
            InferenceException.Code.INFERENCE_FAILED,
            "the engine returned "
                + explanations.size()
                + " results for "
                + images.size()
                + " images");
      }
      return explanations.stream()
          .<ImageResult<O>>map(
              explanation -> new ImageResult.Explained<>(explanation, images.size(), millis))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private List<ImageResult<O>> afterOutOfMemory(List<I> images, Throwable failure) {
    if (images.size() > 1) {
      int lowered = batchSize.outOfMemory(images.size());
      LOG.warn(
          "Out of memory with a batch of {} images; batches have at most {} from now on.",
          images.size(),
          lowered);
      return explainHalves(images);
    }
    try {
      return explain(images, memory.writeLock());
    } catch (OutOfMemoryError | RuntimeException e) {
      e.addSuppressed(failure);
      return List.of(failed(e));
    }
  }

  private List<ImageResult<O>> afterFailure(List<I> images, RuntimeException failure) {
    if (images.size() == 1) {
      return List.of(failed(failure));
    }
    LOG.info(
        "A batch of {} images failed and is bisected: {}", images.size(), failure.getMessage());
    LOG.debug("Cause of the failed batch", failure);
    return explainHalves(images);
  }

  private List<ImageResult<O>> explainHalves(List<I> images) {
    int middle = images.size() / 2;
    List<ImageResult<O>> results = new ArrayList<>(explain(images.subList(0, middle)));
    results.addAll(explain(images.subList(middle, images.size())));
    return results;
  }

  private ImageResult<O> failed(Throwable failure) {
    if (isOutOfMemory(failure)) {
      return new ImageResult.Failed<>(
          InferenceException.Code.OUT_OF_MEMORY.name(),
          "out of memory, also with this image alone: " + failure.getMessage(),
          failure);
    }
    String code =
        failure instanceof InferenceException e
            ? e.code()
            : InferenceException.Code.INFERENCE_FAILED.name();
    return new ImageResult.Failed<>(code, String.valueOf(failure.getMessage()), failure);
  }

  private static boolean isOutOfMemory(Throwable failure) {
    return failure instanceof OutOfMemoryError
        || (failure instanceof InferenceException e
            && e.code().equals(InferenceException.Code.OUT_OF_MEMORY.name()));
  }
}
