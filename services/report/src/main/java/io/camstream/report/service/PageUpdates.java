package io.camstream.report.service;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.report.page.BatchPage;
import io.camstream.report.page.PageAssets;
import io.camstream.report.page.PageFindings;
import io.camstream.report.page.PageManifest.Counts;
import io.camstream.report.page.ShardRow;
import io.camstream.report.topology.Progress;
import io.camstream.report.topology.RowChange;
import io.camstream.report.topology.RowChange.Kind;
import io.camstream.report.topology.RowKey;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ReportRow;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to the pages of batches what has changed since the last time, a bounded portion at a time.
 * Where a page stands is in its manifest, so another process goes on from there. Not thread-safe.
 */
final class PageUpdates {

  /** Most rows of a portion. */
  static final int PORTION_ROWS = 1_000;

  /** Most values of the maps of a portion: they are in memory while it is written. */
  private static final long PORTION_VALUES = 2_000_000;

  /** Pages of batches that are kept open. */
  private static final int OPEN = 64;

  private final ReportTables tables;
  private final ObjectStore store;
  private final String bucket;
  private final Thumbnails thumbnails;
  private final String colormap;
  private final Clock clock;
  private final PageAssets assets = new PageAssets();
  private final Map<String, String> etags = new HashMap<>();
  private final Map<String, BatchPage> open =
      new LinkedHashMap<>(OPEN, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BatchPage> eldest) {
          return size() > OPEN;
        }
      };

  PageUpdates(
      ReportTables tables,
      ObjectStore store,
      String bucket,
      Thumbnails thumbnails,
      String colormap,
      Clock clock) {
    this.tables = tables;
    this.store = store;
    this.bucket = bucket;
    this.thumbnails = thumbnails;
    this.colormap = colormap;
    this.clock = clock;
  }

  /** Forgets the pages of batches that are other processes' now. */
  void keepOnly(Set<String> batches) {
    open.keySet().retainAll(batches);
    etags
        .keySet()
        .retainAll(
            batches.stream()
                .map(batch -> ReportKeys.of(batch, BatchPage.MANIFEST))
                .collect(Collectors.toSet()));
  }

  private static final class Portion {
    final List<ShardRow> rows = new ArrayList<>();
    long values;
    long upTo;

    boolean isFull() {
      return rows.size() >= PORTION_ROWS || values >= PORTION_VALUES;
    }
  }

  /**
   * Writes one portion of what is new.
   *
   * @return with the revision that the page has reached; {@code progress}'s own where that is all
   */
  WrittenReport write(String batch, BatchProgress progress) {
    StoreFiles files = files(batch);
    if (progress.getDiscovered() == 0) {
      open.remove(batch);
      files.deleteAll(BatchPage.MANIFEST);
      return new WrittenReport(batch, progress.getRevision(), Map.of());
    }
    Instant now = clock.instant();
    BatchPage page = page(batch, progress, files, now);
    boolean allSinceIndexed = page.revision() > 0 && !progress.getLineage().isEmpty();
    if (Progress.isIndexed(progress) || allSinceIndexed) {
      return writeChanges(batch, progress, page, now);
    }
    return writeAll(batch, progress, page, now);
  }

  /** Shows what the audit has found on the page of a batch, if that is open. */
  void show(String batch, PageFindings findings) {
    Optional.ofNullable(open.get(batch))
        .flatMap(page -> page.show(findings))
        .ifPresent(etag -> etags.put(ReportKeys.of(batch, BatchPage.MANIFEST), etag));
  }

  /** The ETag of the last manifest that was written, by its key; empty for other keys. */
  Optional<String> etag(String key) {
    return Optional.ofNullable(etags.get(key));
  }

  private BatchPage page(String batch, BatchProgress progress, StoreFiles files, Instant now) {
    BatchPage known = open.get(batch);
    if (known != null && known.lineage().equals(progress.getLineage())) {
      return known;
    }
    BatchPage opened = BatchPage.open(files, batch, progress.getLineage(), colormap, now);
    assets.install(files);
    open.put(batch, opened);
    return opened;
  }

  private WrittenReport writeChanges(
      String batch, BatchProgress progress, BatchPage page, Instant now) {
    if (page.revision() > progress.getRevision()) {
      // The page has what this process will have read again in a moment.
      return new WrittenReport(batch, page.revision(), Map.of());
    }
    Portion portion = new Portion();
    portion.upTo = progress.getRevision();
    tables.forEachChange(
        batch,
        page.revision(),
        (revision, change) -> {
          if (revision > progress.getRevision()) {
            return false;
          }
          if (portion.isFull()) {
            portion.upTo = revision - 1;
            return false;
          }
          row(batch, change).ifPresent(row -> add(portion, row));
          return true;
        });
    return add(batch, progress, page, portion, now);
  }

  // What an earlier version has left has no index of changes: the page is made from all rows.
  private WrittenReport writeAll(
      String batch, BatchProgress progress, BatchPage page, Instant now) {
    page.clear(now);
    Portion portion = new Portion();
    portion.upTo = 0;
    tables.forEachRow(
        batch,
        (key, row) -> {
          if (RowState.of(row) != RowState.PENDING) {
            add(portion, shardRow(key, row, false));
          }
          if (portion.isFull()) {
            add(batch, progress, page, portion, now);
            portion.rows.clear();
            portion.values = 0;
          }
        });
    portion.upTo = progress.getRevision();
    return add(batch, progress, page, portion, now);
  }

  private WrittenReport add(
      String batch, BatchProgress progress, BatchPage page, Portion portion, Instant now) {
    Counts counts =
        new Counts(progress.getDiscovered(), progress.getExplained(), progress.getFailed());
    Optional<String> etag = page.add(portion.rows, portion.upTo, counts, ReportKeys.TABLES, now);
    String key = ReportKeys.of(batch, BatchPage.MANIFEST);
    etag.ifPresent(written -> etags.put(key, written));
    return new WrittenReport(
        batch, portion.upTo, etag.map(written -> Map.of(key, written)).orElse(Map.of()));
  }

  private static void add(Portion portion, ShardRow row) {
    portion.rows.add(row);
    portion.values += row.maps().stream().mapToLong(map -> map.getValues().size()).sum();
  }

  private Optional<ShardRow> row(String batch, RowChange change) {
    if (change.kind() == Kind.REMOVED) {
      return Optional.of(ShardRow.gone(change.imageKey()));
    }
    RowKey key = new RowKey(batch, change.imageKey());
    // Where the result is gone again, a later change says so.
    return tables
        .row(key)
        .filter(row -> RowState.of(row) != RowState.PENDING)
        .map(row -> shardRow(key, row, change.kind() == Kind.REPLACED));
  }

  private ShardRow shardRow(RowKey key, ReportRow row, boolean overrides) {
    List<ClassActivationMap> maps = row.getExplanation() == null ? List.of() : tables.maps(key);
    return new ShardRow(
        ImageKey.of(row.getReference()),
        Optional.of(row),
        overrides,
        maps,
        row.getExplanation() == null ? Optional.empty() : thumbnails.of(row.getExplanation()));
  }

  private StoreFiles files(String batch) {
    return new StoreFiles(store, bucket, ReportKeys.folder(batch) + "/");
  }
}
