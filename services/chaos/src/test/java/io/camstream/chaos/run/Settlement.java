package io.camstream.chaos.run;

import io.camstream.chaos.check.CheckFinding;
import io.camstream.chaos.check.Checker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the system has come to rest: all is done, or nothing moves any more. */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Checker checker;
  private final Duration patience;

  /** Waits for longer than any session, transaction or back-off lasts. */
  Settlement(Checker checker) {
    this(checker, Duration.ofSeconds(75));
  }

  /**
   * @param patience how long nothing may move
   */
  Settlement(Checker checker, Duration patience) {
    this.checker = checker;
    this.patience = patience;
  }

  void await() throws InterruptedException {
    Set<CheckFinding> last = Set.of();
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      List<CheckFinding> outstanding = checker.outstanding();
      if (outstanding.isEmpty()) {
        return;
      }
      if (!Set.copyOf(outstanding).equals(last)) {
        last = Set.copyOf(outstanding);
        deadline = System.nanoTime() + patience.toNanos();
        LOG.info(
            "{} findings that may resolve with time, such as {}",
            outstanding.size(),
            outstanding.get(0));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    LOG.warn("Nothing moves any more");
  }
}
