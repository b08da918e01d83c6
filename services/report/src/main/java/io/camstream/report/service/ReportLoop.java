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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final Duration LIST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(4);
  private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(2);

  private final ReportTables tables;
  private final BatchReports reports;
  private final PageSchedule pageSchedule;
  private final WriteSchedule tableSchedule;
  private final ReportChecks checks;
  private final ReportChecks tableChecks;
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
  // Empty before the first write: a page without batches is written too.
  private Optional<Map<String, BatchProgress>> listed = Optional.empty();
  private long listDue = System.nanoTime();
  // Batches whose tables of an earlier process have been looked at.
  private final Set<String> lookedAt = new HashSet<>();

  /**
   * @param onFatal called once, with a failure that a retry can't resolve
   */
  ReportLoop(
      ReportTables tables,
      BatchReports reports,
      PageSchedule pageSchedule,
      WriteSchedule tableSchedule,
      ReportChecks checks,
      ReportChecks tableChecks,
      ReportMetrics metrics,
      Consumer<RuntimeException> onFatal) {
    this.tables = tables;
    this.reports = reports;
    this.pageSchedule = pageSchedule;
    this.tableSchedule = tableSchedule;
    this.checks = checks;
    this.tableChecks = tableChecks;
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
      pageSchedule.keepOnly(batches.keySet());
      tableSchedule.keepOnly(batches.keySet());
      reports.keepOnly(batches.keySet());
      lookedAt.retainAll(batches.keySet());
      checks.keepOnly(batches.keySet());
      tableChecks.keepOnly(batches.keySet());
      checkDue();
      writeDue(batches);
      writeList(batches);
    } catch (InvalidStateStoreException e) {
      LOG.debug("Batches are moving between processes", e);
    } catch (RuntimeException e) {
      fatal(e);
    } catch (Error e) {
      // Out of memory, for one: without this the thread would end and the service stay ready.
      fatal(new IllegalStateException("The report writer has failed: " + e, e));
      throw e;
    }
  }

  private void checkDue() {
    check(checks, pageSchedule::overwritten);
    check(tableChecks, tableSchedule::overwritten);
  }

  private void check(ReportChecks due, Consumer<String> overwritten) {
    for (WrittenReport report : due.due(System.nanoTime())) {
      try {
        if (!reports.isIntact(report)) {
          LOG.info(
              "The report of batch {} was overwritten; writing it again",
              Quoted.of(report.batch()));
          overwritten.accept(report.batch());
        }
      } catch (StoreException e) {
        LOG.debug("A report could not be checked; the next check will do", e);
      }
    }
  }

  private void writeDue(Map<String, BatchProgress> batches) {
    List<String> sorted = batches.keySet().stream().sorted().toList();
    long stale =
        sorted.stream().filter(batch -> !pageSchedule.current(batch, batches.get(batch))).count();
    metrics.batches(batches.size(), (int) stale);
    for (String batch : sorted) {
      BatchProgress progress = batches.get(batch);
      boolean stalePage = !pageSchedule.current(batch, progress);
      if (!closing && stalePage && pageSchedule.due(batch, progress, System.nanoTime())) {
        write(batch, () -> writePage(batch, progress));
      }
    }
    for (String batch : sorted) {
      BatchProgress progress = batches.get(batch);
      if (!closing && pageSchedule.current(batch, progress)) {
        write(batch, () -> writeTablesIfDue(batch, progress));
      }
    }
  }

  // Cheap for few batches, and for many at most once in a while.
  private void writeList(Map<String, BatchProgress> batches) {
    long start = System.nanoTime();
    if (closing || listed.equals(Optional.of(batches)) || start - listDue < 0) {
      return;
    }
    try {
      reports.writeList(batches);
      listed = Optional.of(Map.copyOf(batches));
    } catch (StoreDeniedException e) {
      throw new UserError(e.getMessage(), e);
    } catch (StoreException e) {
      LOG.debug("The list of batches could not be written; it will be tried again", e);
    }
    long end = System.nanoTime();
    listDue = end + Math.max(LIST_INTERVAL.toNanos(), 19 * (end - start));
  }

  private void writePage(String batch, BatchProgress progress) {
    long start = System.nanoTime();
    WrittenReport page = reports.writePage(batch, progress);
    pageSchedule.written(page, progress, System.nanoTime());
    checks.written(page, System.nanoTime());
    metrics.written(Duration.ofNanos(System.nanoTime() - start));
    readiness = Readiness.ready("reports are written");
  }

  // What an earlier process has written need not be written again.
  private void writeTablesIfDue(String batch, BatchProgress progress) {
    long start = System.nanoTime();
    if (progress.getDiscovered() == 0 || tableSchedule.current(batch, progress)) {
      return;
    }
    if (lookedAt.add(batch)
        && reports.tablesRevision(batch, progress).orElse(-1) == progress.getRevision()) {
      tableSchedule.written(batch, progress, start, start);
    } else if (tableSchedule.due(batch, progress, start)) {
      tableChecks.written(reports.writeTables(batch, progress), System.nanoTime());
      tableSchedule.written(batch, progress, start, System.nanoTime());
      readiness = Readiness.ready("reports are written");
    }
  }

  private void write(String batch, Runnable action) {
    long start = System.nanoTime();
    try {
      action.run();
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
    pageSchedule.failed(batch, System.nanoTime());
    tableSchedule.failed(batch, System.nanoTime());
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
    readiness = Readiness.notReady("the report writer has stopped: " + e.getMessage());
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
