package io.camstream.worker.pipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds the memory of images, however many are in flight and however large they are. Who takes all
 * of it is alone.
 *
 * <p>Thread-safe and fair: who waits longest is served first.
 */
final class ImageMemory {

  private static final long BYTES_PER_PERMIT = 1024;

  private final int permits;
  private final Semaphore free;

  /**
   * @param bytes for all images together
   */
  ImageMemory(long bytes) {
    this.permits = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_PERMIT));
    this.free = new Semaphore(permits, true);
  }

  /** A share of the memory; closing it twice does no harm. */
  @FunctionalInterface
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a share of this size; for one that is larger than all, until all is free.
   *
   * @param bytes of one image
   */
  Lease take(long bytes) throws InterruptedException {
    return lease((int) Math.max(1, Math.min(permits, bytes / BYTES_PER_PERMIT)));
  }

  /** Waits until nobody has a share, and takes all. */
  Lease takeAll() throws InterruptedException {
    return lease(permits);
  }

  /** Bytes that are taken. */
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
