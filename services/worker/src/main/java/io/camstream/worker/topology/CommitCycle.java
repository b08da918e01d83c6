package io.camstream.worker.topology;

/**
 * Tracks the commits of one stream thread. All tasks of a thread are committed together, so they
 * share it. Not thread-safe: only the stream thread uses it.
 */
final class CommitCycle {

  private long commits;
  private int attempts;

  /** Records a commit: everything that this thread has written is durable. */
  void committed() {
    commits++;
    attempts = 0;
  }

  /** Number of commits so far. */
  long commits() {
    return commits;
  }

  /**
   * Records that an attempt was written.
   *
   * @return argument for {@link #durable}
   */
  long attemptWritten() {
    attempts++;
    return commits;
  }

  /** Whether the attempt is durable for which {@link #attemptWritten} returned this value. */
  boolean durable(long written) {
    return commits > written;
  }

  /** Number of attempts that wait for the next commit. */
  int undurableAttempts() {
    return attempts;
  }
}
