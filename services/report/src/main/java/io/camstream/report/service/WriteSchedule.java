package io.camstream.report.service;

import io.camstream.report.topology.Progress;
import io.camstream.schemas.BatchProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides when the tables of a batch are to be written again. They are written as a whole, which
 * costs more with each write. So the pause grows with what the last write took (writing never takes
 * more than a twentieth of the time), and while a batch is under way its tables wait until it has
 * grown by an eighth: over its life, all writes together cost about nine times the last one. A
 * batch that is complete is written soon, since someone may wait for it, unless little has come
 * since the last time. Not thread-safe.
 */
final class WriteSchedule {

  private static final int PAUSES_OF_GROWING = 19;
  private static final int PAUSES_OF_COMPLETE = 2;
  private static final Duration STALE = Duration.ofMinutes(10);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private record Last(
      long revision, long done, long endNanos, long costNanos, Duration retryAfter) {}

  private final long intervalNanos;
  private final long completeIntervalNanos;
  private final Map<String, Last> written = new HashMap<>();

  /**
   * @param interval shortest interval between two writes of a growing batch
   * @param completeInterval shortest interval before the write of a complete batch
   */
  public WriteSchedule(Duration interval, Duration completeInterval) {
    this.intervalNanos = interval.toNanos();
    this.completeIntervalNanos = Math.min(interval.toNanos(), completeInterval.toNanos());
  }

  /** Whether the report in the bucket reflects the current state. */
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
    boolean grown = 8 * Math.abs(done(progress) - last.done()) >= last.done();
    if (Progress.pending(progress) == 0) {
      int pauses = grown ? PAUSES_OF_COMPLETE : PAUSES_OF_GROWING;
      return Math.max(completeIntervalNanos, pauses * last.costNanos());
    }
    long interval = grown ? intervalNanos : Math.max(intervalNanos, STALE.toNanos());
    return Math.max(interval, PAUSES_OF_GROWING * last.costNanos());
  }

  public void written(String batch, BatchProgress progress, long startNanos, long endNanos) {
    written.put(
        batch,
        new Last(
            progress.getRevision(),
            done(progress),
            endNanos,
            endNanos - startNanos,
            Duration.ZERO));
  }

  /** Records a failed write; the next follows with exponential back-off. */
  public void failed(String batch, long nowNanos) {
    Last last = written.get(batch);
    Duration retryAfter =
        last == null || last.retryAfter().isZero()
            ? FIRST_RETRY
            : shorter(last.retryAfter().multipliedBy(2), LAST_RETRY);
    written.put(batch, new Last(-1, 0, nowNanos, 0, retryAfter));
  }

  private static long done(BatchProgress progress) {
    return progress.getExplained() + progress.getFailed();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Records that another process has overwritten the report, which is due at once. */
  public void overwritten(String batch) {
    written.remove(batch);
  }

  /**
   * Drops batches that are not in the set, since they were reassigned; they are written again if
   * they return.
   */
  public void keepOnly(Set<String> batches) {
    written.keySet().retainAll(batches);
  }
}
