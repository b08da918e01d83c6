package io.camstream.worker.pipeline;

import java.util.concurrent.Semaphore;

/**
 * Lets no more compute at once than there are processors. Threads that wait for the store or for
 * Kafka need none; those that compute would be switched by the system every few milliseconds, and
 * each would find its data gone from the caches.
 *
 * <p>Thread-safe. Not fair, so that a thread may go on without being switched; what holds the
 * fastest stage back is the bounded queue behind it.
 */
final class Processors {

  private final Semaphore free;

  Processors(int count) {
    this.free = new Semaphore(count);
  }

  /** What computes. */
  @FunctionalInterface
  interface Computation<T, E extends Exception> {
    T run() throws E, InterruptedException;
  }

  /**
   * Waits for processors and computes.
   *
   * @param count 0 for what is computed elsewhere; at most as many as there are
   */
  <T, E extends Exception> T use(int count, Computation<T, E> computation)
      throws E, InterruptedException {
    free.acquire(count);
    try {
      return computation.run();
    } finally {
      free.release(count);
    }
  }
}
