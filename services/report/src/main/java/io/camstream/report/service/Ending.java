package io.camstream.report.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the service has ended or is about to, and why. The first reason counts. Thread-safe. */
final class Ending {

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  void failed(RuntimeException e) {
    if (!isOver()) {
      failure.compareAndSet(null, e);
    }
    over.countDown();
  }

  void stopped() {
    over.countDown();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits for the end, but no longer than the limit; does not throw the failure. */
  boolean pause(Duration limit) throws InterruptedException {
    return over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @return whether it has ended
   * @throws RuntimeException the failure that ended it
   */
  boolean await(Duration limit) throws InterruptedException {
    boolean ended = pause(limit);
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw reason;
    }
    return ended;
  }
}
