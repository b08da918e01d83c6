package io.camstream.worker.service;

/** What subscribers of the results may rely on when a worker dies. */
public enum Guarantee {
  /** One result for each image, as a {@code read_committed} subscriber sees it. */
  EXACTLY_ONCE,
  /** At least one result for each image; a little faster. */
  AT_LEAST_ONCE
}
