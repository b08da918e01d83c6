package io.camstream.report.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Metrics of the report service:
 *
 * <ul>
 *   <li>{@code camstream.report.writes} (timer, tag {@code outcome}: written or failed): one report
 *       of one batch
 *   <li>{@code camstream.report.batches} (gauge): batches that this process owns
 *   <li>{@code camstream.report.batches.stale} (gauge): those of them whose report in the bucket is
 *       older than the batch's state
 * </ul>
 */
final class ReportMetrics {

  private final Timer written;
  private final Timer failed;
  private final AtomicInteger batches;
  private final AtomicInteger stale;

  ReportMetrics(MeterRegistry meters) {
    this.written = timer(meters, "written");
    this.failed = timer(meters, "failed");
    this.batches = meters.gauge("camstream.report.batches", new AtomicInteger());
    this.stale = meters.gauge("camstream.report.batches.stale", new AtomicInteger());
  }

  private static Timer timer(MeterRegistry meters, String outcome) {
    return Timer.builder("camstream.report.writes").tag("outcome", outcome).register(meters);
  }

  void written(Duration duration) {
    written.record(duration);
  }

  void failed(Duration duration) {
    failed.record(duration);
  }

  void batches(int owned, int behind) {
    batches.set(owned);
    stale.set(behind);
  }
}
