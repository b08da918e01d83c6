package io.camstream.report.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Schedules checks of written reports. A process that was suspended while it owned a batch may
 * resume and overwrite the newer report of the next owner before it notices the rebalance; object
 * stores have no fencing. So an owner checks its reports periodically for an hour. Not thread-safe.
 */
final class ReportChecks {

  private record Check(WrittenReport report, long writtenNanos, long nextNanos) {}

  private final long intervalNanos;
  private final long lastNanos;
  private final Map<String, Check> checks = new HashMap<>();

  /**
   * @param interval between two checks of a report
   * @param last time from the write of a report to its last check
   */
  public ReportChecks(Duration interval, Duration last) {
    this.intervalNanos = interval.toNanos();
    this.lastNanos = last.toNanos();
  }

  public void written(WrittenReport report, long nowNanos) {
    checks.put(report.batch(), new Check(report, nowNanos, nowNanos + intervalNanos));
  }

  /** The reports to check now; each is due again after the interval. */
  public List<WrittenReport> due(long nowNanos) {
    List<WrittenReport> due = new ArrayList<>();
    checks.values().removeIf(check -> nowNanos - check.writtenNanos() > lastNanos);
    checks.replaceAll(
        (batch, check) -> {
          if (nowNanos - check.nextNanos() < 0) {
            return check;
          }
          due.add(check.report());
          return new Check(check.report(), check.writtenNanos(), nowNanos + intervalNanos);
        });
    return due;
  }

  /** Drops batches that are not in the set, since they were reassigned. */
  public void keepOnly(Set<String> batches) {
    checks.keySet().retainAll(batches);
  }
}
