package io.camstream.worker.pipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds the memory of images in flight, independent of their number and sizes.
 *
 * <p>Thread-safe and fair: requests are served in order.
 */
final class ImageMemory {

  private static final long BYTES_PER_PERMIT = 1024;

  private final int permits;
  private final Semaphore free;

  /**
   * @param bytes budget for all images together
   */
  ImageMemory(long bytes) {
    this.permits = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_PERMIT));
    this.free = new Semaphore(permits, true);
  }

  /** A share of the budget. Close is idempotent. */
  @FunctionalInterface
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a share of this size; a share larger than the budget waits until all is free.
   *
   * @param bytes of one image
   */
  Lease take(long bytes) throws InterruptedException {
    return lease((int) Math.max(1, Math.min(permits, bytes / BYTES_PER_PERMIT)));
  }

  /** Waits until no share is taken, and takes all. */
  Lease takeAll() throws InterruptedException {
    return lease(permits);
  }

  /** Bytes taken now. */
  long taken() {
    return (permits - free.availablePermits()) * BYTES_PER_PERMIT;
  }

  private Lease lease(int count) throws InterruptedException {
    free.acquire(count);
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        free.release(count);
      }
    };
  }
}
