package io.camstream.chaos.worker;

/** How a worker may be broken on purpose, so that the checker has something to notice. */
public enum Flaw {
  /** None: the real worker. */
  NONE,
  /** Images wait in memory alone, while their offsets are committed. */
  MEMORY_BUFFER,
  /** The explanation is committed before its objects are uploaded. */
  EARLY_COMMIT
}
