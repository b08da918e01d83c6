package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.report.audit.Findings;
import io.camstream.report.page.PageReader;
import io.camstream.report.page.PageReader.SeenRow;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.testkit.InMemoryObjectStore.Operation;
import io.camstream.testkit.SampleRecords;
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
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  @TempDir Path scratch;

  private final MemoryTables tables = new MemoryTables();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Published published = new Published();
  private ReportWriter writer;

  @BeforeEach
  void createWriter() {
    writer = writer();
  }

  @Test
  void shouldWriteTheFilesOfABatchAndNothingOfOthers() throws IOException {
    put(
        SampleRecords.explained(SampleRecords.labelled("plate/a.png", "Round"), 0.8, 0.1, 0.1),
        SampleRecords.failed(SampleRecords.reference("plate/b.png"), "EMPTY_FILE", "no bytes"),
        SampleRecords.explained(SampleRecords.reference("other/c.png"), 0.8, 0.1, 0.1));

    writePage("plate");
    writeTables("plate");

    assertThat(store.keys("reports")).allMatch(key -> key.startsWith("plate/"));
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
    put(SampleRecords.failed(SampleRecords.reference("plate/c.png"), "EMPTY_FILE", "no bytes"));
    put(SampleRecords.failed(SampleRecords.reference("other/c.png"), "EMPTY_FILE", "no bytes"));
    writePage("plate");
    writePage("other");
    tables.remove("plate", "images/plate/c.png");

    writePage("plate");

    assertThat(published.withdrawn).containsExactly("plate");
    assertThat(store.keys("reports")).allMatch(key -> key.startsWith("other/"));
  }

  @Test
  void shouldHaveThePicturesOfTheImages() throws IOException {
    String etag = store.put("explanations", "plate/a.png/original.png", png(), "image/png");
    Explanation explanation =
        SampleRecords.explanation(SampleRecords.reference("plate/a.png"), 0.6, 0.3, 0.1);
    Artifact picture =
        new Artifact("original", "explanations", "plate/a.png/original.png", etag, 99L);
    put(
        SampleRecords.explained(
            Explanation.newBuilder(explanation).setArtifacts(List.of(picture)).build()),
        SampleRecords.explained(SampleRecords.reference("plate/b.png"), 0.8, 0.1, 0.1));

    writePage("plate");

    assertThat(rows("plate").get("images/plate/a.png").detail().path("pw").asInt()).isEqualTo(64);
    assertThat(rows("plate").get("images/plate/b.png").detail().has("p")).isFalse();
  }

  @Test
  void shouldAddOnlyWhatIsNewAndGoOnInAnotherProcess() {
    for (int i = 0; i < 30; i++) {
      put(SampleRecords.explained(SampleRecords.reference("plate/" + i + ".png"), 0.8, 0.1, 0.1));
    }
    writePage("plate");
    Map<String, byte[]> before =
        store
            .keys("reports")
            .collect(Collectors.toMap(key -> key, key -> store.content("reports", key)));
    writer = writer();
    put(
        SampleRecords.explained(SampleRecords.reference("plate/7.png"), 0.1, 0.8, 0.1),
        SampleRecords.explained(SampleRecords.reference("plate/new.png"), 0.1, 0.1, 0.8));
    tables.remove("plate", "images/plate/8.png");

    writePage("plate");

    assertThat(rows("plate")).hasSize(30).doesNotContainKey("images/plate/8.png");
    assertThat(rows("plate").get("images/plate/7.png").predicted()).isEqualTo("Square");
    before.forEach(
        (key, bytes) -> {
          if (!key.endsWith("manifest.js")) {
            assertThat(store.content("reports", key)).as(key).isSameAs(bytes);
          }
        });
  }

  @Test
  void shouldWriteABatchOfManyImagesInPortions() {
    for (int i = 0; i < PageUpdates.PORTION_ROWS + 5; i++) {
      put(SampleRecords.explained(SampleRecords.reference("plate/" + i + ".png"), 0.8, 0.1, 0.1));
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
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
    BatchProgress behind = tables.batches().get("plate");
    put(SampleRecords.explained(SampleRecords.reference("plate/b.png"), 0.8, 0.1, 0.1));
    writePage("plate");
    writer = writer();

    WrittenReport written = writer.writePage("plate", behind);

    assertThat(written.revision()).isEqualTo(2);
    assertThat(rows("plate")).hasSize(2);
  }

  @Test
  void shouldMakeThePageOfAStateWithoutIndexFromAllRows() {
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
    put(SampleRecords.pending(SampleRecords.reference("plate/b.png")));
    BatchProgress old =
        BatchProgress.newBuilder(tables.batches().get("plate")).setLineage("").build();

    writer.writePage("plate", old);
    writer.writePage("plate", old);

    assertThat(rows("plate")).containsOnlyKeys("images/plate/a.png");
  }

  @Test
  void shouldTellWhetherAReportIsStillWhatItWrote() {
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
    WrittenReport page = writePage("plate");
    WrittenReport written = writeTables("plate");
    assertThat(writer.isIntact(page)).isTrue();
    assertThat(writer.isIntact(written)).isTrue();

    store.put("reports", "plate/manifest.js", new byte[] {1}, "text/javascript");
    assertThat(writer.isIntact(page)).isFalse();
    writePage("plate");
    assertThat(rows("plate")).hasSize(1);
    store.delete("reports", "plate/summary.json");
    assertThat(writer.isIntact(written)).isFalse();
  }

  @Test
  void shouldFindTheRevisionOfTheTablesOfAnEarlierProcess() {
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
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
        SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1),
        SampleRecords.pending(SampleRecords.reference("<other>/b.png")));

    writer.writeList(tables.batches());

    List<String> parts = store.keys("reports").filter(key -> key.startsWith("batches/")).toList();
    assertThat(parts.stream().map(key -> store.text("reports", key)))
        .anyMatch(text -> text.contains("\"batch\":\"plate\"") && text.contains("\"explained\":1"))
        .anyMatch(text -> text.contains("u003Cother") && text.contains("\"pending\":1"));
    assertThat(store.text("reports", "index.html")).contains("camstream-batches");
  }

  @Test
  void shouldLeaveNoFilesBehindWhenTheStoreFails() throws IOException {
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
    store.before(
        key -> {
          throw new StoreUnavailableException("no answer");
        },
        Operation.PUT);

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
    Clock clock = Clock.fixed(SampleRecords.NOON, ZoneOffset.UTC);
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
