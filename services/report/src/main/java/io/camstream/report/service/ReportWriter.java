package io.camstream.report.service;

import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectTooLargeException;
import io.camstream.report.audit.Findings;
import io.camstream.report.audit.HeatGrid;
import io.camstream.report.page.PageFindings;
import io.camstream.report.tables.AuditedRow;
import io.camstream.report.tables.BatchSummary;
import io.camstream.report.tables.FailuresTable;
import io.camstream.report.tables.ResultsColumns;
import io.camstream.report.tables.ResultsTable;
import io.camstream.report.tables.SummaryJson;
import io.camstream.report.topology.RowKey;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ReportRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes the report of a batch: what is new to its page, and all rows to its tables, through files.
 * Memory does not grow with the batch. Each table is replaced as a whole, the summary last. Not
 * thread-safe.
 */
final class ReportWriter implements BatchReports {

  private static final long LARGEST_SUMMARY = 16 << 20;
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String JSON = "application/json";

  private final ReportTables tables;
  private final ObjectStore store;
  private final String bucket;
  private final Path scratch;
  private final FindingsPublisher publisher;
  private final Clock clock;
  private final PageUpdates pages;
  private final BatchList list;

  /**
   * @param thumbnailPixels longer side of the pictures on the page
   * @param colormap of the maps on the page, unless a reader chooses another one
   * @param partitions of the topic that is keyed by batch
   * @param scratch an existing directory for the files of a report while it is written
   * @param publisher is given the findings of each report that was written
   */
  public ReportWriter(
      ReportTables tables,
      ObjectStore store,
      String bucket,
      int thumbnailPixels,
      String colormap,
      int partitions,
      Path scratch,
      FindingsPublisher publisher,
      Clock clock) {
    this.tables = tables;
    this.store = store;
    this.bucket = bucket;
    this.scratch = scratch;
    this.publisher = publisher;
    this.clock = clock;
    this.list = new BatchList(store, bucket, partitions);
    this.pages =
        new PageUpdates(
            tables, store, bucket, new Thumbnails(store, thumbnailPixels), colormap, clock);
  }

  @Override
  public WrittenReport writePage(String batch, BatchProgress progress) {
    if (progress.getDiscovered() == 0) {
      publisher.withdraw(batch);
    }
    return pages.write(batch, progress);
  }

  @Override
  public void writeList(Map<String, BatchProgress> batches) {
    list.write(batches);
  }

  @Override
  public void keepOnly(Set<String> batches) {
    pages.keepOnly(batches);
  }

  @Override
  public OptionalLong tablesRevision(String batch, BatchProgress progress) {
    String key = ReportKeys.of(batch, ReportKeys.SUMMARY);
    try {
      byte[] summary = store.get(store.head(bucket, key).version(), LARGEST_SUMMARY).bytes();
      return SummaryJson.revision(summary, progress.getLineage());
    } catch (ObjectGoneException | ObjectChangedException | ObjectTooLargeException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public WrittenReport writeTables(String batch, BatchProgress progress) {
    BatchScan scan = new BatchScan();
    tables.forEachRow(batch, scan::add);
    if (scan.isEmpty()) {
      return new WrittenReport(batch, progress.getRevision(), Map.of());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Findings findings = scan.audit.findings(image -> heat(batch, image.key()));
    BatchSummary summary = scan.summary.build(batch, now).withAudit(findings);
    Map<String, String> etags = new HashMap<>();
    try (ScratchFiles files = ScratchFiles.in(scratch)) {
      writeTables(batch, scan.columns, files);
      upload(batch, ReportKeys.RESULTS, files.results(), CSV, etags);
      upload(batch, ReportKeys.FAILURES, files.failures(), CSV, etags);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the report of a batch to " + scratch, e);
    }
    put(batch, ReportKeys.FINDINGS, SummaryJson.of(findings), etags);
    byte[] json = SummaryJson.of(summary, progress.getLineage(), progress.getRevision());
    put(batch, ReportKeys.SUMMARY, json, etags);
    publisher.publish(batch, findings, now);
    pages.show(batch, shown(findings));
    return new WrittenReport(batch, progress.getRevision(), etags);
  }

  private static PageFindings shown(Findings findings) {
    return new PageFindings(
        findings.conclusion(),
        findings.findings().stream()
            .map(
                one ->
                    new PageFindings.Item(
                        one.rule() + (one.className() == null ? "" : ":" + one.className()),
                        one.level().id(),
                        one.sentence(),
                        one.criterion(),
                        one.count(),
                        one.images()))
            .toList());
  }

  @Override
  public boolean isIntact(WrittenReport report) {
    try {
      return report.etags().entrySet().stream()
          .allMatch(
              object ->
                  store
                      .head(bucket, object.getKey())
                      .etag()
                      .equals(pages.etag(object.getKey()).orElse(object.getValue())));
    } catch (ObjectGoneException e) {
      return false;
    }
  }

  private void put(String batch, String name, byte[] content, Map<String, String> etags) {
    String key = ReportKeys.of(batch, name);
    etags.put(key, store.put(bucket, key, content, JSON));
  }

  private Optional<HeatGrid> heat(String batch, String imageKey) {
    RowKey key = new RowKey(batch, imageKey);
    return tables.row(key).flatMap(row -> AuditedRow.heat(tables.maps(key), row.getExplanation()));
  }

  private void writeTables(String batch, ResultsColumns columns, ScratchFiles files)
      throws IOException {
    try (OutputStream resultsFile = open(files.results());
        OutputStream failuresFile = open(files.failures());
        ResultsTable results = new ResultsTable(resultsFile, columns);
        FailuresTable failures = new FailuresTable(failuresFile)) {
      tables.forEachRow(batch, (key, row) -> write(row, results, failures));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static void write(ReportRow row, ResultsTable results, FailuresTable failures) {
    try {
      if (RowState.of(row) == RowState.EXPLAINED) {
        results.write(row);
      } else if (RowState.of(row) == RowState.FAILED) {
        failures.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void upload(
      String batch, String name, Path file, String contentType, Map<String, String> etags) {
    String key = ReportKeys.of(batch, name);
    etags.put(key, store.put(bucket, key, file, contentType));
  }
}
