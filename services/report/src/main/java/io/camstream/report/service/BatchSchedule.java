package io.camstream.report.service;

import io.camstream.schemas.BatchProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When the files of each batch are due to be written again: after a pause that the subclass
 * computes from the last write, or after a failed write with exponential back-off. Not thread-safe.
 *
 * @param <W> what the pause depends on, of the last successful write
 */
abstract class BatchSchedule<W> {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  /** No revision: the last write failed. */
  private static final long FAILED = -1;

  private record Last<W>(long revision, long endNanos, Duration retryAfter, W write) {}

  private final Map<String, Last<W>> written = new HashMap<>();

  /** Pause after a successful write, in nanoseconds. */
  abstract long pauseNanos(W write, BatchProgress progress);

  /** True if the files reflect the current state. */
  boolean current(String batch, BatchProgress progress) {
    Last<W> last = written.get(batch);
    return last != null && last.revision() == progress.getRevision();
  }

  boolean due(String batch, BatchProgress progress, long nowNanos) {
    Last<W> last = written.get(batch);
    if (last == null) {
      return true;
    }
    long pause =
        last.revision() == FAILED
            ? last.retryAfter().toNanos()
            : pauseNanos(last.write(), progress);
    return !current(batch, progress) && nowNanos - last.endNanos() >= pause;
  }

  /** Records a successful write that has reached a revision. */
  final void written(String batch, long revision, long endNanos, W write) {
    written.put(batch, new Last<>(revision, endNanos, Duration.ZERO, write));
  }

  /** Records a failed write; the next follows with exponential back-off. */
  void failed(String batch, long nowNanos) {
    Last<W> last = written.get(batch);
    Duration doubled =
        last == null || last.retryAfter().isZero()
            ? FIRST_RETRY
            : last.retryAfter().multipliedBy(2);
    Duration retryAfter = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    written.put(batch, new Last<>(FAILED, nowNanos, retryAfter, null));
  }

  /** Records that another process has overwritten the files, which are due at once. */
  void overwritten(String batch) {
    written.remove(batch);
  }

  /**
   * Drops batches that are not in the set, since they were reassigned; they are written again if
   * they return.
   */
  void keepOnly(Set<String> batches) {
    written.keySet().retainAll(batches);
  }
}
