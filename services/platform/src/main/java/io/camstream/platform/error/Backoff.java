package io.camstream.platform.error;

import java.time.Duration;

/**
 * Pauses between attempts, each twice as long as the one before, up to a longest one. Not
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

  /** How long to wait now. */
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return now;
  }

  /** After a success: begins again with the shortest pause. */
  public void reset() {
    next = first;
  }
}
