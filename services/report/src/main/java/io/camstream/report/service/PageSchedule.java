package io.camstream.report.service;

import io.camstream.report.topology.Progress;
import io.camstream.schemas.BatchProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides when what is new is to be added to a page. That costs what is new, so the pause only
 * keeps portions from being very small. Not thread-safe.
 */
final class PageSchedule {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private record Last(long revision, boolean more, long endNanos, Duration retryAfter) {}

  private final long intervalNanos;
  private final long completeIntervalNanos;
  private final Map<String, Last> written = new HashMap<>();

  /**
   * @param interval pause between two portions of a growing batch
   * @param completeInterval pause before the last portion of a batch that is complete
   */
  public PageSchedule(Duration interval, Duration completeInterval) {
    this.intervalNanos = interval.toNanos();
    this.completeIntervalNanos = Math.min(interval.toNanos(), completeInterval.toNanos());
  }

  /** Whether the page has what is known now. */
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
    if (last.more()) {
      return 0;
    }
    return Progress.pending(progress) == 0 ? completeIntervalNanos : intervalNanos;
  }

  public void written(WrittenReport report, BatchProgress progress, long nowNanos) {
    boolean more = report.revision() < progress.getRevision();
    written.put(report.batch(), new Last(report.revision(), more, nowNanos, Duration.ZERO));
  }

  /** A write failed: the next comes after a pause that doubles from failure to failure. */
  public void failed(String batch, long nowNanos) {
    Last last = written.get(batch);
    Duration before = last == null ? Duration.ZERO : last.retryAfter();
    Duration doubled = before.isZero() ? FIRST_RETRY : before.multipliedBy(2);
    Duration retryAfter = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    written.put(batch, new Last(-1, false, nowNanos, retryAfter));
  }

  /** Something else has overwritten the page: it is due at once. */
  public void overwritten(String batch) {
    written.remove(batch);
  }

  /** Forgets the batches that are other processes' now. */
  public void keepOnly(Set<String> batches) {
    written.keySet().retainAll(batches);
  }
}
