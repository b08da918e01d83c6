package io.camstream.worker.topology;

import java.time.Duration;

/**
 * What happens on one stream thread between two commits. All tasks of a thread are committed
 * together, so they share it. Not thread-safe: only the stream thread uses it.
 */
final class CommitCycle {

  private final Duration longestWait;
  private long commits;
  private int attempts;
  private long waitLeft;

  /**
   * @param longestWait for room between two commits, all tasks of the thread taken together
   */
  CommitCycle(Duration longestWait) {
    this.longestWait = longestWait;
    this.waitLeft = longestWait.toNanos();
  }

  /** All that was written before on this thread is durable now. */
  void committed() {
    commits++;
    attempts = 0;
    waitLeft = longestWait.toNanos();
  }

  /** Commits up to now. */
  long commits() {
    return commits;
  }

  /**
   * Notes that an attempt is written.
   *
   * @return to be given to {@link #durable}
   */
  long attemptWritten() {
    attempts++;
    return commits;
  }

  /** Whether an attempt is durable, that was written when {@link #attemptWritten} gave this. */
  boolean durable(long written) {
    return commits > written;
  }

  /** Attempts that wait for the next commit. */
  int undurableAttempts() {
    return attempts;
  }

  /** How long this thread may still wait before the next commit. */
  Duration waitLeft() {
    return Duration.ofNanos(waitLeft);
  }

  /** Notes that this thread has waited. */
  void waited(Duration duration) {
    waitLeft = Math.max(0, waitLeft - duration.toNanos());
  }
}
