package io.camstream.ingest.publish;

import com.google.common.util.concurrent.RateLimiter;
import java.util.Optional;

/** Keeps publishing below a rate. */
final class PublishingRate {
  private final Optional<RateLimiter> limiter;
  private final int largestList;

  /**
   * @param perSecond references a second; no limit if empty
   * @param transactionSize references published at once, at most
   */
  PublishingRate(Optional<Double> perSecond, int transactionSize) {
    this.limiter = perSecond.map(RateLimiter::create);
    // A list counts as a whole, so it must not hold more than about a second's worth.
    this.largestList =
        perSecond
            .map(rate -> (int) Math.max(1, Math.min(transactionSize, rate)))
            .orElse(transactionSize);
  }

  int largestList() {
    return largestList;
  }

  /** Whether so many references may be published now; if so, they are counted. */
  boolean allows(int references) {
    return limiter.map(rate -> rate.tryAcquire(references)).orElse(true);
  }
}
