package io.camstream.report.service;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.report.page.GalleryImage;
import io.camstream.report.page.PageContent;
import io.camstream.report.page.ReportPage;
import io.camstream.report.tables.BatchSummary;
import io.camstream.report.tables.FailuresTable;
import io.camstream.report.tables.ResultsColumns;
import io.camstream.report.tables.ResultsTable;
import io.camstream.report.tables.SummaryJson;
import io.camstream.report.topology.RowKey;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.ReportRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the report of a batch: the tables row by row to local files, the page with a bounded
 * number of images, then all four files to the bucket. Memory does not grow with the batch. Each
 * object is replaced atomically, the summary last. Not thread-safe.
 */
public final class ReportWriter implements BatchReports {

  private static final int FAILURES_ON_PAGE = 100;
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

  private final ReportTables tables;
  private final ObjectStore store;
  private final String bucket;
  private final int galleryImages;
  private final Path scratch;
  private final Clock clock;
  private final ReportPage page = new ReportPage();
  private final Thumbnails thumbnails;

  /**
   * @param galleryImages largest number of images on the page
   * @param scratch existing directory for temporary files
   */
  public ReportWriter(
      ReportTables tables,
      ObjectStore store,
      String bucket,
      int galleryImages,
      Path scratch,
      Clock clock) {
    this.tables = tables;
    this.store = store;
    this.bucket = bucket;
    this.galleryImages = galleryImages;
    this.scratch = scratch;
    this.clock = clock;
    this.thumbnails = new Thumbnails(store);
  }

  @Override
  public WrittenReport write(String batch) {
    BatchScan scan = new BatchScan(galleryImages, FAILURES_ON_PAGE);
    tables.forEachRow(batch, scan::add);
    BatchSummary summary =
        scan.summary.build(batch, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (scan.isEmpty()) {
      ReportKeys.all(batch).forEach(key -> store.delete(bucket, key));
      return new WrittenReport(batch, Map.of());
    }
    Map<String, String> etags = new HashMap<>();
    try (ScratchFiles files = ScratchFiles.in(scratch)) {
      writeTables(batch, scan.columns, files);
      writePage(batch, summary, scan, files);
      upload(batch, ReportKeys.RESULTS, files.results(), CSV, etags);
      upload(batch, ReportKeys.FAILURES, files.failures(), CSV, etags);
      upload(batch, ReportKeys.PAGE, files.page(), HTML, etags);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the report of a batch to " + scratch, e);
    }
    String key = ReportKeys.of(batch, ReportKeys.SUMMARY);
    etags.put(key, store.put(bucket, key, SummaryJson.of(summary), JSON));
    return new WrittenReport(batch, etags);
  }

  @Override
  public boolean isIntact(WrittenReport report) {
    try {
      return report.etags().entrySet().stream()
          .allMatch(object -> store.head(bucket, object.getKey()).etag().equals(object.getValue()));
    } catch (ObjectGoneException e) {
      return false;
    }
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

  private void writePage(String batch, BatchSummary summary, BatchScan scan, ScratchFiles files)
      throws IOException {
    List<GalleryImage> gallery =
        scan.gallery.rows().stream().map(row -> galleryImage(batch, row)).toList();
    try (Writer out = Files.newBufferedWriter(files.page())) {
      page.write(new PageContent(summary, gallery, scan.failures), out);
    }
  }

  private GalleryImage galleryImage(String batch, ReportRow row) {
    RowKey key = new RowKey(batch, ImageKey.of(row.getReference()));
    return new GalleryImage(row, tables.maps(key), thumbnails.of(row.getExplanation()));
  }

  private void upload(
      String batch, String name, Path file, String contentType, Map<String, String> etags) {
    String key = ReportKeys.of(batch, name);
    etags.put(key, store.put(bucket, key, file, contentType));
  }
}
