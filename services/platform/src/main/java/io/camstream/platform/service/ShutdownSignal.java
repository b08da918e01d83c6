package io.camstream.platform.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a service has ended or is about to, and why. The first reason counts. Thread-safe. */
public final class ShutdownSignal {

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /** The service can't go on. */
  public void failed(RuntimeException reason) {
    if (over.getCount() > 0) {
      failure.compareAndSet(null, reason);
    }
    over.countDown();
  }

  /** The service is being closed. */
  public void stopped() {
    over.countDown();
  }

  public boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits for the end, but no longer than the limit; does not throw the failure. */
  public boolean pause(Duration limit) throws InterruptedException {
    return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for the end.
   *
   * @return whether it has come within the limit
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
