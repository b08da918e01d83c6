package io.camstream.worker.topology;

/**
 * What happens on one stream thread between two commits. All tasks of a thread are committed
 * together, so they share it. Not thread-safe: only the stream thread uses it.
 */
final class CommitCycle {

  private long commits;
  private int attempts;

  /** All that was written before on this thread is durable now. */
  void committed() {
    commits++;
    attempts = 0;
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
}
