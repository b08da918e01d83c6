package io.camstream.report.service;

import io.camstream.report.topology.Progress;
import io.camstream.schemas.BatchProgress;
import java.time.Duration;

/**
 * Schedules the additions to the page of each batch. An addition costs what is new, so the pause
 * only prevents very small portions. Not thread-safe.
 */
final class PageSchedule extends BatchSchedule<PageSchedule.Addition> {

  /**
   * @param more true if the addition has not reached the batch's current state
   */
  record Addition(boolean more) {}

  private final long intervalNanos;
  private final long completeIntervalNanos;

  /**
   * @param interval pause between two portions of a growing batch
   * @param completeInterval pause before the last portion of a batch that is complete
   */
  PageSchedule(Duration interval, Duration completeInterval) {
    this.intervalNanos = interval.toNanos();
    this.completeIntervalNanos = Math.min(interval.toNanos(), completeInterval.toNanos());
  }

  @Override
  long pauseNanos(Addition last, BatchProgress progress) {
    if (last.more()) {
      return 0;
    }
    return Progress.pending(progress) == 0 ? completeIntervalNanos : intervalNanos;
  }

  void written(WrittenReport report, BatchProgress progress, long nowNanos) {
    boolean more = report.revision() < progress.getRevision();
    written(report.batch(), report.revision(), nowNanos, new Addition(more));
  }
}
