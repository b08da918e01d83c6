package io.camstream.worker.service;

/** Processing guarantee for subscribers of the results when a worker dies. */
public enum Guarantee {
  /** A {@code read_committed} subscriber reads each result exactly once. */
  EXACTLY_ONCE,
  /** Results may be repeated after a crash; slightly faster. */
  AT_LEAST_ONCE
}
