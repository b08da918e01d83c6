package io.camstream.worker.topology;

import java.time.Duration;

/** The {@link CommitCycle} of each stream thread. */
final class CommitCycles {

  private final ThreadLocal<CommitCycle> ofThread;

  /**
   * @param longestWait of a thread between two commits
   */
  CommitCycles(Duration longestWait) {
    this.ofThread = ThreadLocal.withInitial(() -> new CommitCycle(longestWait));
  }

  /** That of the calling thread. */
  CommitCycle current() {
    return ofThread.get();
  }
}
