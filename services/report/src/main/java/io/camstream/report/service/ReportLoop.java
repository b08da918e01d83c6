package io.camstream.report.service;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.platform.service.Readiness;
import io.camstream.schemas.BatchProgress;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes due reports sequentially on a separate thread, since a large report or a slow object store
 * would block a stream thread until its transaction times out. Nothing is lost when a write fails,
 * since the rows are in state stores with changelogs.
 */
final class ReportLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReportLoop.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(4);
  private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(2);

  private final ReportTables tables;
  private final BatchReports reports;
  private final WriteSchedule schedule;
  private final ReportChecks checks;
  private final ReportMetrics metrics;
  private final Consumer<RuntimeException> onFatal;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "camstream-report-writer");
            made.setDaemon(true);
            return made;
          });
  private volatile Readiness readiness = Readiness.ready("reports are written");
  private volatile boolean closing;

  /**
   * @param onFatal called once, with a failure that a retry can't resolve
   */
  ReportLoop(
      ReportTables tables,
      BatchReports reports,
      WriteSchedule schedule,
      ReportChecks checks,
      ReportMetrics metrics,
      Consumer<RuntimeException> onFatal) {
    this.tables = tables;
    this.reports = reports;
    this.schedule = schedule;
    this.checks = checks;
    this.metrics = metrics;
    this.onFatal = onFatal;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  Readiness readiness() {
    return readiness;
  }

  private void tick() {
    try {
      Map<String, BatchProgress> batches = tables.batches();
      schedule.keepOnly(batches.keySet());
      checks.keepOnly(batches.keySet());
      checkDue();
      writeDue(batches);
    } catch (InvalidStateStoreException e) {
      LOG.debug("Batches are moving between processes", e);
    } catch (RuntimeException e) {
      fatal(e);
    }
  }

  private void checkDue() {
    for (WrittenReport report : checks.due(System.nanoTime())) {
      try {
        if (!reports.isIntact(report)) {
          LOG.info(
              "The report of batch {} was overwritten; writing it again",
              Quoted.of(report.batch()));
          schedule.overwritten(report.batch());
        }
      } catch (StoreException e) {
        LOG.debug("A report could not be checked; the next check will do", e);
      }
    }
  }

  private void writeDue(Map<String, BatchProgress> batches) {
    List<String> stale =
        batches.entrySet().stream()
            .filter(entry -> !schedule.current(entry.getKey(), entry.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    metrics.batches(batches.size(), stale.size());
    for (String batch : stale) {
      if (!closing && schedule.due(batch, batches.get(batch), System.nanoTime())) {
        write(batch, batches.get(batch));
      }
    }
  }

  private void write(String batch, BatchProgress progress) {
    long start = System.nanoTime();
    try {
      checks.written(reports.write(batch), System.nanoTime());
      schedule.written(batch, progress, start, System.nanoTime());
      metrics.written(Duration.ofNanos(System.nanoTime() - start));
      readiness = Readiness.ready("reports are written");
    } catch (InvalidStateStoreException e) {
      LOG.debug("A batch was reassigned while its report was written", e);
    } catch (StoreDeniedException e) {
      throw new UserError(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new UserError(e.getMessage() + ": " + e.getCause().getMessage(), e);
    } catch (RuntimeException e) {
      failed(batch, start, e);
    }
  }

  private void failed(String batch, long start, RuntimeException e) {
    if (closing) {
      return;
    }
    schedule.failed(batch, System.nanoTime());
    metrics.failed(Duration.ofNanos(System.nanoTime() - start));
    if (e instanceof StoreUnavailableException) {
      readiness = Readiness.notReady("waiting for the object store: " + e.getMessage());
    } else {
      LOG.error("A report could not be written; retrying", e);
      readiness = Readiness.notReady("a report could not be written: " + e);
    }
  }

  private void fatal(RuntimeException e) {
    LOG.debug("The report writer is stopping", e);
    closing = true;
    thread.shutdown();
    onFatal.accept(e);
  }

  /**
   * Waits for a running write for a limited time; each object is replaced atomically in any case.
   */
  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    if (!stopped(thread, FINISH_LIMIT)) {
      thread.shutdownNow();
      if (!stopped(thread, INTERRUPT_LIMIT)) {
        LOG.warn("The report writer did not stop in time");
      }
    }
  }

  private static boolean stopped(ExecutorService thread, Duration limit) {
    try {
      return thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
