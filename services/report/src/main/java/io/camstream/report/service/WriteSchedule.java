package io.camstream.report.service;

import io.camstream.report.topology.Progress;
import io.camstream.schemas.BatchProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides when a report is to be written again. A growing batch costs more with each write, so the
 * pause grows with what the last write took: writing never takes more than a twentieth of the time,
 * and its cost over a batch's life is not quadratic. A batch that is complete is written soon,
 * since somebody may be waiting for it. Not thread-safe.
 */
public final class WriteSchedule {

  private static final int PAUSES_OF_GROWING = 19;
  private static final int PAUSES_OF_COMPLETE = 2;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private record Last(long revision, long endNanos, long costNanos, Duration retryAfter) {}

  private final long intervalNanos;
  private final long completeIntervalNanos;
  private final Map<String, Last> written = new HashMap<>();

  /**
   * @param interval shortest pause between two writes of a growing batch
   * @param completeInterval shortest pause before a complete batch is written
   */
  public WriteSchedule(Duration interval, Duration completeInterval) {
    this.intervalNanos = interval.toNanos();
    this.completeIntervalNanos = Math.min(interval.toNanos(), completeInterval.toNanos());
  }

  /** Whether the bucket holds what is known now. */
  public boolean current(String batch, BatchProgress progress) {
    Last last = written.get(batch);
    return last != null && last.revision() == progress.getRevision();
  }

  public boolean due(String batch, BatchProgress progress, long nowNanos) {
    Last last = written.get(batch);
    if (last == null) {
      return true;
    }
    return !current(batch, progress) && nowNanos - last.endNanos() >= pauseNanos(last, progress);
  }

  private long pauseNanos(Last last, BatchProgress progress) {
    if (!last.retryAfter().isZero()) {
      return last.retryAfter().toNanos();
    }
    return Progress.pending(progress) == 0
        ? Math.max(completeIntervalNanos, PAUSES_OF_COMPLETE * last.costNanos())
        : Math.max(intervalNanos, PAUSES_OF_GROWING * last.costNanos());
  }

  public void written(String batch, BatchProgress progress, long startNanos, long endNanos) {
    written.put(
        batch, new Last(progress.getRevision(), endNanos, endNanos - startNanos, Duration.ZERO));
  }

  /** A write failed: the next comes after a pause that doubles from failure to failure. */
  public void failed(String batch, long nowNanos) {
    Last last = written.get(batch);
    Duration retryAfter =
        last == null || last.retryAfter().isZero()
            ? FIRST_RETRY
            : shorter(last.retryAfter().multipliedBy(2), LAST_RETRY);
    written.put(batch, new Last(-1, nowNanos, 0, retryAfter));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Something else has overwritten the report: it is due at once. */
  public void overwritten(String batch) {
    written.remove(batch);
  }

  /** Forgets the batches that are other processes' now; coming back, they are written anew. */
  public void keepOnly(Set<String> batches) {
    written.keySet().retainAll(batches);
  }
}
