package io.camstream.report.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

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

  private static final Duration[] BUCKETS =
      LongStream.of(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 120_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Timer written;
  private final Timer failed;
  private final AtomicInteger batches;
  private final AtomicInteger stale;

  ReportMetrics(MeterRegistry meters) {
    this.written = timer(meters, "written");
    this.failed = timer(meters, "failed");
    this.batches =
        gauge(meters, "camstream.report.batches", "Batches whose reports this process keeps");
    this.stale =
        gauge(
            meters,
            "camstream.report.batches.stale",
            "Batches whose report in the bucket is older than what is known");
  }

  private static Timer timer(MeterRegistry meters, String outcome) {
    return Timer.builder("camstream.report.writes")
        .description("Time that writing the report of one batch took, by outcome")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  private static AtomicInteger gauge(MeterRegistry meters, String name, String description) {
    AtomicInteger value = new AtomicInteger();
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(meters);
    return value;
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
