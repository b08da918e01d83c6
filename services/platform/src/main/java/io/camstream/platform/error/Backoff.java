package io.camstream.platform.error;

import java.time.Duration;

/**
 * Exponential back-off: each pause is twice as long as the one before, up to a maximum. Not
 * thread-safe.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The next pause. */
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return now;
  }

  /** Starts again with the first pause, after a success. */
  public void reset() {
    next = first;
  }
}
