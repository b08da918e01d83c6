package io.camstream.platform.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Signals that a service stops, and why. Only the first reason is kept. Thread-safe. */
public final class ShutdownSignal {

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /** Signals that the service has failed. */
  public void failed(RuntimeException reason) {
    if (over.getCount() > 0) {
      failure.compareAndSet(null, reason);
    }
    over.countDown();
  }

  /** Signals that the service is being closed. */
  public void stopped() {
    over.countDown();
  }

  public boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits for the signal up to a limit; does not throw the failure. */
  public boolean pause(Duration limit) throws InterruptedException {
    return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for the signal.
   *
   * @return whether it came within the limit
   * @throws RuntimeException the failure that caused it
   */
  public boolean await(Duration limit) throws InterruptedException {
    boolean ended = pause(limit);
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw reason;
    }
    return ended;
  }
}
