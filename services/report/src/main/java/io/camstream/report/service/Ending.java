package io.camstream.report.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** How and whether the service has ended; the first failure counts. Thread-safe. */
final class Ending {

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  void failed(RuntimeException e) {
    failure.compareAndSet(null, e);
    over.countDown();
  }

  void stopped() {
    over.countDown();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /**
   * @return whether it has ended
   * @throws RuntimeException the failure that ended it
   */
  boolean await(Duration limit) throws InterruptedException {
    boolean ended = over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw reason;
    }
    return ended;
  }
}
