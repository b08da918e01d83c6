package io.camstream.report.service;

import io.camstream.report.topology.Progress;
import io.camstream.schemas.BatchProgress;
import java.time.Duration;

/**
 * Schedules the writes of the tables of each batch. Tables are written as a whole, so each write
 * costs more than the one before. The pause is therefore proportional to the duration of the last
 * write (writing takes at most a twentieth of the time), and while a batch is in progress its
 * tables wait until it has grown by an eighth: over its life, all writes together cost about nine
 * times the last one. A complete batch is written soon, since a user may be waiting for it, unless
 * little has been added since the last write. Not thread-safe.
 */
final class WriteSchedule extends BatchSchedule<WriteSchedule.Write> {

  private static final int PAUSES_OF_GROWING = 19;
  private static final int PAUSES_OF_COMPLETE = 2;
  private static final Duration STALE = Duration.ofMinutes(10);

  /**
   * @param done images that had a result or a failure
   * @param costNanos duration of the write
   */
  record Write(long done, long costNanos) {}

  private final long intervalNanos;
  private final long completeIntervalNanos;

  /**
   * @param interval shortest interval between two writes of a growing batch
   * @param completeInterval shortest interval before the write of a complete batch
   */
  WriteSchedule(Duration interval, Duration completeInterval) {
    this.intervalNanos = interval.toNanos();
    this.completeIntervalNanos = Math.min(interval.toNanos(), completeInterval.toNanos());
  }

  @Override
  long pauseNanos(Write last, BatchProgress progress) {
    boolean grown = 8 * Math.abs(done(progress) - last.done()) >= last.done();
    if (Progress.pending(progress) == 0) {
      int pauses = grown ? PAUSES_OF_COMPLETE : PAUSES_OF_GROWING;
      return Math.max(completeIntervalNanos, pauses * last.costNanos());
    }
    long interval = grown ? intervalNanos : Math.max(intervalNanos, STALE.toNanos());
    return Math.max(interval, PAUSES_OF_GROWING * last.costNanos());
  }

  void written(String batch, BatchProgress progress, long startNanos, long endNanos) {
    Write write = new Write(done(progress), endNanos - startNanos);
    written(batch, progress.getRevision(), endNanos, write);
  }

  private static long done(BatchProgress progress) {
    return progress.getExplained() + progress.getFailed();
  }
}
