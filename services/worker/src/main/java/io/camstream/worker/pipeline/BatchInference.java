package io.camstream.worker.pipeline;

import io.camstream.engine.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains a batch so that each image fails alone.
 *
 * <p>A batch that fails is cut in half, and each half is tried by itself, down to the single image
 * that can't be explained. A batch that runs out of memory is cut in half too, and later batches
 * stay below its size. A single image that runs out of memory is tried once more while no other
 * batch runs, before it is blamed.
 *
 * <p>Thread-safe: several batches may run at once.
 *
 * @param <I> what the engine takes
 * @param <O> what it gives
 */
public final class BatchInference<I, O> {

  private static final Logger log = LoggerFactory.getLogger(BatchInference.class);

  private final Function<List<I>, List<O>> explainer;
  private final BatchSize batchSize;
  private final LongSupplier nanoTime;
  private final ReadWriteLock memory = new ReentrantReadWriteLock(true);

  /**
   * @param explainer gives one result for each image, in their order; may be called by several
   *     threads at once
   * @param batchSize is lowered when memory runs out
   */
  public BatchInference(Function<List<I>, List<O>> explainer, BatchSize batchSize) {
    this(explainer, batchSize, System::nanoTime);
  }

  BatchInference(Function<List<I>, List<O>> explainer, BatchSize batchSize, LongSupplier nanoTime) {
    this.explainer = explainer;
    this.batchSize = batchSize;
    this.nanoTime = nanoTime;
  }

  /**
   * One result for each image, in their order.
   *
   * @param images at least one
   */
  public List<InferenceResult<O>> explain(List<I> images) {
    try {
      List<InferenceResult<O>> results = explain(images, memory.readLock());
      batchSize.succeeded(images.size());
      return results;
    } catch (OutOfMemoryError e) {
      return afterOutOfMemory(images, e);
    } catch (RuntimeException e) {
      return isOutOfMemory(e) ? afterOutOfMemory(images, e) : afterFailure(images, e);
    }
  }

  private List<InferenceResult<O>> explain(List<I> images, Lock lock) {
    lock.lock();
    try {
      long start = nanoTime.getAsLong();
      List<O> explanations = explainer.apply(images);
      double millis = (nanoTime.getAsLong() - start) / 1e6 / images.size();
      if (explanations.size() != images.size()) {
        throw new InferenceException(
            InferenceException.Code.INFERENCE_FAILED,
            "the engine gave " + explanations.size() + " results for " + images.size() + " images");
      }
      return explanations.stream()
          .<InferenceResult<O>>map(
              explanation -> new InferenceResult.Explained<>(explanation, images.size(), millis))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private List<InferenceResult<O>> afterOutOfMemory(List<I> images, Throwable failure) {
    if (images.size() > 1) {
      int lowered = batchSize.outOfMemory(images.size());
      log.warn(
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

  private List<InferenceResult<O>> afterFailure(List<I> images, RuntimeException failure) {
    if (images.size() == 1) {
      return List.of(failed(failure));
    }
    log.info(
        "A batch of {} images failed and is cut in half: {}", images.size(), failure.getMessage());
    log.debug("Why the batch failed", failure);
    return explainHalves(images);
  }

  private List<InferenceResult<O>> explainHalves(List<I> images) {
    int middle = images.size() / 2;
    List<InferenceResult<O>> results = new ArrayList<>(explain(images.subList(0, middle)));
    results.addAll(explain(images.subList(middle, images.size())));
    return results;
  }

  private InferenceResult<O> failed(Throwable failure) {
    if (isOutOfMemory(failure)) {
      return new InferenceResult.Failed<>(
          InferenceException.Code.OUT_OF_MEMORY.name(),
          "out of memory, also with this image alone: " + failure.getMessage(),
          failure);
    }
    String code =
        failure instanceof InferenceException e
            ? e.code()
            : InferenceException.Code.INFERENCE_FAILED.name();
    return new InferenceResult.Failed<>(code, String.valueOf(failure.getMessage()), failure);
  }

  private static boolean isOutOfMemory(Throwable failure) {
    return failure instanceof OutOfMemoryError
        || (failure instanceof InferenceException e
            && e.code().equals(InferenceException.Code.OUT_OF_MEMORY.name()));
  }
}
