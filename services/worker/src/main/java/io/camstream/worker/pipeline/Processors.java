package io.camstream.worker.pipeline;

import java.util.concurrent.Semaphore;

/**
 * Limits the number of computing threads to the number of processors. Threads that wait for I/O
 * need none; more computing threads than processors would be preempted every few milliseconds and
 * lose their cached data.
 *
 * <p>Thread-safe. Not fair, so that a thread can continue without a context switch; bounded queues
 * provide the back-pressure between stages.
 */
final class Processors {

  private final Semaphore free;

  Processors(int count) {
    this.free = new Semaphore(count);
  }

  /** A computation. */
  @FunctionalInterface
  interface Computation<T, E extends Exception> {
    T run() throws E, InterruptedException;
  }

  /**
   * Waits for processors and runs a computation.
   *
   * @param count processors to take; 0 for a computation on another device
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
