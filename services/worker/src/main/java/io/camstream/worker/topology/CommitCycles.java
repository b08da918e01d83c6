package io.camstream.worker.topology;

/** The {@link CommitCycle} of each stream thread. */
final class CommitCycles {

  private final ThreadLocal<CommitCycle> ofThread = ThreadLocal.withInitial(CommitCycle::new);

  /** The commit cycle of the calling thread. */
  CommitCycle current() {
    return ofThread.get();
  }
}
