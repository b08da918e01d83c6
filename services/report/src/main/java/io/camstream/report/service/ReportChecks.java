package io.camstream.report.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which reports are to be looked at again. A process that was stopped while it owned a batch may
 * wake up and overwrite the newer report of the next owner before it learns that it owns nothing
 * any more. So an owner looks at what it wrote once in a while, for an hour. Not thread-safe.
 */
public final class ReportChecks {

  private record Check(WrittenReport report, long writtenNanos, long nextNanos) {}

  private final long intervalNanos;
  private final long lastNanos;
  private final Map<String, Check> checks = new HashMap<>();

  /**
   * @param interval between two looks at a report
   * @param last how long after its writing a report is looked at for the last time
   */
  public ReportChecks(Duration interval, Duration last) {
    this.intervalNanos = interval.toNanos();
    this.lastNanos = last.toNanos();
  }

  public void written(WrittenReport report, long nowNanos) {
    checks.put(report.batch(), new Check(report, nowNanos, nowNanos + intervalNanos));
  }

  /** The reports to look at now; each is due again an interval later. */
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

  /** Forgets the batches that are other processes' now. */
  public void keepOnly(Set<String> batches) {
    checks.keySet().retainAll(batches);
  }
}
