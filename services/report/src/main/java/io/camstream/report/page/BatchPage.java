package io.camstream.report.page;

import io.camstream.report.page.PageManifest.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page of one batch, and how far it is written. What is new is added to it; what is there is
 * not read. Not thread-safe.
 */
public final class BatchPage {

  public static final String MANIFEST = "manifest.js";

  private final PageFiles files;
  private final String batch;
  private final String lineage;
  private final PageWriter writer;
  private final String colormap;
  private long revision;
  // When the page was begun; revisions count from there.
  private String origin = "";
  // Of the manifest that was found; empty once this process has written one.
  private Optional<Counts> counts = Optional.empty();
  private Optional<PageManifest> written = Optional.empty();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();

  private BatchPage(
      PageFiles files, String batch, String lineage, String colormap, PageWriter writer) {
    this.files = files;
    this.batch = batch;
    this.lineage = lineage;
    this.colormap = colormap;
    this.writer = writer;
  }

  /**
   * Continues the written page if it has the same lineage; otherwise starts a new one.
   *
   * @param lineage which history the revisions belong to
   */
  public static BatchPage open(
      PageFiles files, String batch, String lineage, String colormap, Instant now) {
    Optional<PageManifest> known = manifest(files);
    if (known.isPresent() && known.get().lineage().equals(lineage)) {
      try {
        BatchPage page =
            new BatchPage(files, batch, lineage, colormap, PageWriter.of(files, known.get()));
        page.revision = known.get().revision();
        page.counts = Optional.of(known.get().counts());
        page.written = known;
        page.first = known.get().firstDiscoveredAt();
        page.last = known.get().lastFinishedAt();
        return page;
      } catch (IllegalArgumentException e) {
        // A damaged report is written again from the start.
      }
    }
    BatchPage page = new BatchPage(files, batch, lineage, colormap, PageWriter.empty(files));
    known.ifPresent(manifest -> page.writer.dropAll(manifest));
    page.origin = now.toString();
    return page;
  }

  private static Optional<PageManifest> manifest(PageFiles files) {
    try {
      return files.get(MANIFEST).map(PageManifest::read);
    } catch (RuntimeException e) {
      if (e instanceof IllegalArgumentException || e instanceof java.time.DateTimeException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** All changes up to this one are on the page; 0 where none are. */
  public long revision() {
    return revision;
  }

  public String lineage() {
    return lineage;
  }

  /** Takes everything off the page. */
  public void clear(Instant now) {
    writer.clear();
    revision = 0;
    origin = now.toString();
  }

  /**
   * Adds rows, and then says so in the manifest.
   *
   * @param rows in the order of their changes
   * @param upTo the revision that the page has reached with them
   * @return the manifest's ETag; empty where an earlier process has written the same
   */
  public Optional<String> add(
      List<ShardRow> rows, long upTo, Counts progress, List<String> tables, Instant now) {
    boolean same = rows.isEmpty() && upTo == revision && counts.equals(Optional.of(progress));
    counts = Optional.empty();
    if (same) {
      return Optional.empty();
    }
    writer.append(rows, lineage + " " + revision + " " + origin, now);
    rows.forEach(this::notice);
    PageManifest manifest =
        new PageManifest(
            batch,
            lineage,
            upTo,
            now,
            progress,
            first,
            last,
            writer.catalogue(),
            written.map(PageManifest::findings).orElse(""),
            writer.shards(),
            writer.garbage(),
            colormap,
            tables);
    String etag = files.put(MANIFEST, manifest.bytes(), ReportScript.CONTENT_TYPE);
    revision = upTo;
    written = Optional.of(manifest);
    return Optional.of(etag);
  }

  /**
   * Shows what the audit has found, from the next manifest on, which is written now.
   *
   * @return the manifest's ETag; empty where that is shown already, or there is no page yet
   */
  public Optional<String> show(PageFindings findings) {
    ReportScript script = findings.script();
    if (written.isEmpty() || written.get().findings().equals(script.name())) {
      return Optional.empty();
    }
    files.put("data/" + script.name() + ".js", script.bytes(), ReportScript.CONTENT_TYPE);
    if (!written.get().findings().isEmpty()) {
      writer.dropLater("data/" + written.get().findings());
    }
    PageManifest manifest = written.get().withFindings(script.name());
    String etag = files.put(MANIFEST, manifest.bytes(), ReportScript.CONTENT_TYPE);
    written = Optional.of(manifest);
    return Optional.of(etag);
  }

  private void notice(ShardRow row) {
    if (row.row().isEmpty()) {
      return;
    }
    Instant discovered = row.row().get().getReference().getDiscoveredAt();
    first = Stream.concat(first.stream(), Stream.of(discovered)).min(Instant::compareTo);
    Instant finished =
        row.explanation() != null
            ? row.explanation().getExplainedAt()
            : row.failure().getFailedAt();
    last = Stream.concat(last.stream(), Stream.of(finished)).max(Instant::compareTo);
  }
}
