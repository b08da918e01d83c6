package io.camstream.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.report.page.PageManifest.Counts;
import io.camstream.report.page.PageReader.SeenRow;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchPageTest {

  private static final Counts COUNTS = new Counts(9, 5, 1);

  private final MemoryFiles files = new MemoryFiles();
  private final PageReader reader = new PageReader(files);
  private Instant now = SampleRecords.NOON;
  private long revision;

  @Test
  void shouldShowWhatIsKnownOfEachImage() {
    BatchPage page = open("one");
    add(page, explained("plate/b.png", "Round", 0.8, 0.1, 0.1), failed("plate/a.png"));

    Map<String, SeenRow> rows = reader.rows();

    assertThat(rows).containsOnlyKeys("images/plate/a.png", "images/plate/b.png");
    SeenRow seen = rows.get("images/plate/b.png");
    assertThat(seen.state()).isEqualTo("explained");
    assertThat(seen.predicted()).isEqualTo("Round");
    assertThat(seen.confidence()).isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-5));
    assertThat(seen.detail().path("probs")).hasSize(3);
    // Two methods, three classes; values after ReLU as shares of the highest one.
    assertThat(seen.detail().path("maps")).hasSize(6);
    assertThat(seen.detail().path("maps").get(0).get(5).asDouble()).isEqualTo(2);
    assertThat(rows.get("images/plate/a.png").state()).isEqualTo("failed");
    assertThat(reader.manifest().counts()).isEqualTo(COUNTS);
  }

  @Test
  void shouldShowTheLatestOfEachImageWhateverIsAddedReplacedAndRemoved() {
    Random random = new Random(3);
    Map<String, Double> expected = new TreeMap<>();
    BatchPage page = open("one");
    for (int update = 0; update < 400; update++) {
      List<ShardRow> rows = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String name = "plate/" + random.nextInt(300) + ".png";
        String key = "images/" + name;
        boolean known = expected.containsKey(key);
        if (known && random.nextInt(3) == 0) {
          expected.remove(key);
          rows.add(ShardRow.gone(key));
        } else {
          double first = 0.5 + 0.5 * random.nextInt(1000) / 1000;
          expected.put(key, first);
          rows.add(row(name, known, first, 0.6 * (1 - first), 0.4 * (1 - first)));
        }
      }
      page.add(rows, ++revision, COUNTS, List.of(), now);
      if (random.nextInt(50) == 0) {
        // Another process goes on.
        page = open("one");
        now = now.plus(Duration.ofMinutes(5));
      }
    }

    Map<String, SeenRow> rows = reader.rows();

    assertThat(rows.keySet()).isEqualTo(expected.keySet());
    rows.forEach(
        (key, row) -> {
          assertThat(row.confidence())
              .isCloseTo(expected.get(key), org.assertj.core.data.Offset.offset(1e-5));
          assertThat(row.detail().path("probs").get(0).asDouble())
              .isCloseTo(expected.get(key), org.assertj.core.data.Offset.offset(1e-5));
        });
    assertThat(reader.manifest().shards()).hasSizeLessThan(5 * PageWriter.MERGED);
  }

  @Test
  void shouldCostWhatIsNewHoweverLargeTheBatchIs() {
    BatchPage page = open("one");
    long small = 0;
    long large = 0;
    for (int update = 0; update < 1_000; update++) {
      long before = files.bytesWritten + files.bytesRead;
      now = now.plusSeconds(1);
      add(page, rows(update * 10, 10));
      long cost = files.bytesWritten + files.bytesRead - before;
      small += update < 64 ? cost : 0;
      large += update >= 1_000 - 64 ? cost : 0;
    }

    assertThat(large).isLessThan(2 * small);
    assertThat(reader.rows()).hasSize(10_000);
    assertThat(reader.manifest().shards()).hasSizeLessThan(40);
  }

  @Test
  void shouldKeepFilesOfEarlierManifestsForAWhileAndThenDeleteThem() {
    BatchPage page = open("one");
    for (int update = 0; update < PageWriter.MERGED; update++) {
      add(page, rows(update, 1));
    }
    Set<String> used = reader.files();
    assertThat(files.files.size() - used.size()).isGreaterThan(3 * PageWriter.MERGED);

    now = now.plus(Duration.ofMinutes(11));
    add(page, rows(100, 1));

    assertThat(files.files.keySet()).isEqualTo(reader.files());
    assertThat(reader.rows()).hasSize(PageWriter.MERGED + 1);
  }

  @Test
  void shouldBeginAnewWhereTheFolderHoldsAnotherHistory() {
    add(open("one"), rows(0, 20));

    BatchPage page = open("two");
    assertThat(page.revision()).isZero();
    add(page, rows(0, 20));
    now = now.plus(Duration.ofMinutes(11));
    add(page, rows(20, 1));

    assertThat(reader.rows()).hasSize(21);
    assertThat(reader.manifest().lineage()).isEqualTo("two");
  }

  @Test
  void shouldBeginAnewWhereTheManifestIsDamaged() {
    add(open("one"), rows(0, 3));
    files.files.put(
        "manifest.js", "camstream.manifest({\"format\":1,".getBytes(StandardCharsets.UTF_8));

    add(open("one"), rows(0, 3));

    assertThat(reader.rows()).hasSize(3);
  }

  @Test
  void shouldWriteTextThatCanNotEndAScript() {
    String hostile = "plate/</script><!--\u2028`'&\u202e.png";
    add(open("one"), explained(hostile, "</script><b>", 0.8, 0.1, 0.1));

    files.files.forEach(
        (path, bytes) -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          assertThat(text).as(path).doesNotContain("<", "\u2028", "\u202e", "`");
        });
    assertThat(reader.rows()).containsOnlyKeys("images/" + hostile);
    assertThat(reader.rows().get("images/" + hostile).label()).isEqualTo("</script><b>");
  }

  private BatchPage open(String lineage) {
    return BatchPage.open(files, "plate", lineage, "inferno", now);
  }

  private void add(BatchPage page, ShardRow... rows) {
    page.add(List.of(rows), ++revision, COUNTS, List.of("results.csv"), now);
  }

  private static ShardRow[] rows(int from, int n) {
    ShardRow[] rows = new ShardRow[n];
    for (int i = 0; i < n; i++) {
      rows[i] = row("plate/%07d.png".formatted(from + i), false, 0.8, 0.1, 0.1);
    }
    return rows;
  }

  private static ShardRow row(String name, boolean overrides, double... probabilities) {
    return row(SampleRecords.explained(SampleRecords.reference(name), probabilities), overrides);
  }

  private static ShardRow explained(String name, String label, double... probabilities) {
    return row(SampleRecords.explained(SampleRecords.labelled(name, label), probabilities), false);
  }

  private static ShardRow failed(String name) {
    return row(
        SampleRecords.failed(SampleRecords.reference(name), "EMPTY_FILE", "no bytes"), false);
  }

  private static ShardRow row(ReportRow row, boolean overrides) {
    return new ShardRow(
        row.getReference().getBucket() + "/" + row.getReference().getKey(),
        Optional.of(row),
        overrides,
        row.getExplanation() == null ? List.of() : row.getExplanation().getMaps(),
        Optional.empty());
  }
}
