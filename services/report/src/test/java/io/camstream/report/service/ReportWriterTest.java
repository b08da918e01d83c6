package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.report.audit.Findings;
import io.camstream.report.page.PageReader;
import io.camstream.report.page.PageReader.SeenRow;
import io.camstream.report.samples.Samples;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ReportRow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  @TempDir Path scratch;

  private final MemoryTables tables = new MemoryTables();
  private final MemoryStore store = new MemoryStore();
  private final Published published = new Published();
  private ReportWriter writer;

  @BeforeEach
  void createWriter() {
    writer = writer();
  }

  @Test
  void shouldWriteTheFilesOfABatchAndNothingOfOthers() throws IOException {
    put(
        Samples.explained(Samples.labelled("plate/a.png", "Round"), 0.8, 0.1, 0.1),
        Samples.failed(Samples.reference("plate/b.png"), "EMPTY_FILE", "no bytes"),
        Samples.explained(Samples.reference("other/c.png"), 0.8, 0.1, 0.1));

    writePage("plate");
    writeTables("plate");

    assertThat(store.objects().keySet()).allMatch(key -> key.startsWith("reports/plate/"));
    assertThat(store.text("reports", "plate/results.csv").lines()).hasSize(2);
    assertThat(store.text("reports", "plate/failures.csv").lines()).hasSize(2);
    assertThat(store.text("reports", "plate/index.html").length()).isLessThan(5_000);
    assertThat(rows("plate")).containsOnlyKeys("images/plate/a.png", "images/plate/b.png");
    JsonNode summary = new ObjectMapper().readTree(store.text("reports", "plate/summary.json"));
    assertThat(summary.at("/counts/explained").asInt()).isEqualTo(1);
    assertThat(summary.at("/counts/failed").asInt()).isEqualTo(1);
    assertThat(summary.at("/audit/level").asText()).isEqualTo("nothing-found");
    assertThat(published.findings).containsOnlyKeys("plate");
  }

  @Test
  void shouldDeleteTheReportOfABatchThatHasBeenForgotten() {
    put(Samples.failed(Samples.reference("plate/c.png"), "EMPTY_FILE", "no bytes"));
    put(Samples.failed(Samples.reference("other/c.png"), "EMPTY_FILE", "no bytes"));
    writePage("plate");
    writePage("other");
    tables.remove("plate", "images/plate/c.png");

    writePage("plate");

    assertThat(published.withdrawn).containsExactly("plate");
    assertThat(store.objects().keySet()).allMatch(key -> key.startsWith("reports/other/"));
  }

  @Test
  void shouldHaveThePicturesOfTheImages() throws IOException {
    put(
        Samples.explained(Samples.reference("plate/a.png"), 0.6, 0.3, 0.1),
        Samples.explained(Samples.reference("plate/b.png"), 0.8, 0.1, 0.1));
    store.put("explanations", "plate/a.png/original.png", png(), "image/png");

    writePage("plate");

    assertThat(rows("plate").get("images/plate/a.png").detail().path("pw").asInt()).isEqualTo(64);
    assertThat(rows("plate").get("images/plate/b.png").detail().has("p")).isFalse();
  }

  @Test
  void shouldAddOnlyWhatIsNewAndGoOnInAnotherProcess() {
    for (int i = 0; i < 30; i++) {
      put(Samples.explained(Samples.reference("plate/" + i + ".png"), 0.8, 0.1, 0.1));
    }
    writePage("plate");
    Map<String, byte[]> before = Map.copyOf(store.objects());
    writer = writer();
    put(
        Samples.explained(Samples.reference("plate/7.png"), 0.1, 0.8, 0.1),
        Samples.explained(Samples.reference("plate/new.png"), 0.1, 0.1, 0.8));
    tables.remove("plate", "images/plate/8.png");

    writePage("plate");

    assertThat(rows("plate")).hasSize(30).doesNotContainKey("images/plate/8.png");
    assertThat(rows("plate").get("images/plate/7.png").predicted()).isEqualTo("Square");
    before.forEach(
        (key, bytes) -> {
          if (!key.endsWith("manifest.js")) {
            assertThat(store.objects().get(key)).as(key).isSameAs(bytes);
          }
        });
  }

  @Test
  void shouldWriteABatchOfManyImagesInPortions() {
    for (int i = 0; i < PageUpdates.PORTION_ROWS + 5; i++) {
      put(Samples.explained(Samples.reference("plate/" + i + ".png"), 0.8, 0.1, 0.1));
    }
    BatchProgress progress = tables.batches().get("plate");

    WrittenReport first = writer.writePage("plate", progress);
    assertThat(first.revision()).isEqualTo(PageUpdates.PORTION_ROWS);
    assertThat(rows("plate")).hasSize(PageUpdates.PORTION_ROWS);

    assertThat(writer.writePage("plate", progress).revision()).isEqualTo(progress.getRevision());
    assertThat(rows("plate")).hasSize(PageUpdates.PORTION_ROWS + 5);
  }

  @Test
  void shouldWriteNothingWhenTheStateIsBehindThePage() {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    BatchProgress behind = tables.batches().get("plate");
    put(Samples.explained(Samples.reference("plate/b.png"), 0.8, 0.1, 0.1));
    writePage("plate");
    writer = writer();

    WrittenReport written = writer.writePage("plate", behind);

    assertThat(written.revision()).isEqualTo(2);
    assertThat(rows("plate")).hasSize(2);
  }

  @Test
  void shouldMakeThePageOfAStateWithoutIndexFromAllRows() {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    put(Samples.pending(Samples.reference("plate/b.png")));
    BatchProgress old =
        BatchProgress.newBuilder(tables.batches().get("plate")).setLineage("").build();

    writer.writePage("plate", old);
    writer.writePage("plate", old);

    assertThat(rows("plate")).containsOnlyKeys("images/plate/a.png");
  }

  @Test
  void shouldTellWhetherAReportIsStillWhatItWrote() {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    WrittenReport page = writePage("plate");
    WrittenReport written = writeTables("plate");
    assertThat(writer.isIntact(page)).isTrue();
    assertThat(writer.isIntact(written)).isTrue();

    store.objects().put("reports/plate/manifest.js", new byte[] {1});
    assertThat(writer.isIntact(page)).isFalse();
    writePage("plate");
    assertThat(rows("plate")).hasSize(1);
    store.objects().remove("reports/plate/summary.json");
    assertThat(writer.isIntact(written)).isFalse();
  }

  @Test
  void shouldFindTheRevisionOfTheTablesOfAnEarlierProcess() {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    BatchProgress progress = tables.batches().get("plate");
    assertThat(writer.tablesRevision("plate", progress)).isEmpty();
    writeTables("plate");

    assertThat(writer().tablesRevision("plate", progress)).hasValue(1);
    BatchProgress other = BatchProgress.newBuilder(progress).setLineage("other").build();
    assertThat(writer().tablesRevision("plate", other)).isEmpty();
  }

  @Test
  void shouldListAllBatchesThatHaveImages() {
    put(
        Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1),
        Samples.pending(Samples.reference("<other>/b.png")));

    writer.writeList(tables.batches());

    List<String> parts =
        store.objects().keySet().stream().filter(key -> key.contains("/batches/")).toList();
    assertThat(parts.stream().map(key -> store.text("reports", key.substring(8))))
        .anyMatch(text -> text.contains("\"batch\":\"plate\"") && text.contains("\"explained\":1"))
        .anyMatch(text -> text.contains("u003Cother") && text.contains("\"pending\":1"));
    assertThat(store.text("reports", "index.html")).contains("camstream-batches");
  }

  @Test
  void shouldLeaveNoFilesBehindWhenTheStoreFails() throws IOException {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    store.fail(Optional.of(new StoreUnavailableException("no answer")));

    assertThatThrownBy(() -> writeTables("plate")).isInstanceOf(StoreUnavailableException.class);

    try (var left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  private WrittenReport writePage(String batch) {
    return writer.writePage(batch, tables.batches().get(batch));
  }

  private WrittenReport writeTables(String batch) {
    return writer.writeTables(batch, tables.batches().get(batch));
  }

  private Map<String, SeenRow> rows(String batch) {
    return new PageReader(new StoreFiles(store, "reports", batch + "/")).rows();
  }

  private void put(ReportRow... rows) {
    for (ReportRow row : rows) {
      tables.put(row);
    }
  }

  private ReportWriter writer() {
    Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
    return new ReportWriter(tables, store, "reports", 160, "inferno", 4, scratch, published, clock);
  }

  /** Remembers the findings of each batch. */
  private static final class Published implements FindingsPublisher {
    final Map<String, Findings> findings = new HashMap<>();
    final List<String> withdrawn = new ArrayList<>();

    @Override
    public void publish(String batch, Findings found, Instant now) {
      findings.put(batch, found);
    }

    @Override
    public void withdraw(String batch) {
      findings.remove(batch);
      withdrawn.add(batch);
    }
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }
}
