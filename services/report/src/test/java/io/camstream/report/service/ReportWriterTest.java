package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.report.audit.Findings;
import io.camstream.report.samples.Samples;
import io.camstream.schemas.ReportRow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  @TempDir Path scratch;

  private final MemoryTables tables = new MemoryTables();
  private final MemoryStore store = new MemoryStore();
  private final Published published = new Published();

  @Test
  void shouldWriteTheFiveFilesOfABatchAndNothingOfOthers() throws IOException {
    put(
        Samples.explained(Samples.labelled("plate/a.png", "Round"), 0.8, 0.1, 0.1),
        Samples.failed(Samples.reference("plate/b.png"), "EMPTY_FILE", "no bytes"),
        Samples.explained(Samples.reference("other/c.png"), 0.8, 0.1, 0.1));

    writer(200).write("plate");

    assertThat(store.objects())
        .containsOnlyKeys(
            "reports/plate/index.html",
            "reports/plate/results.csv",
            "reports/plate/failures.csv",
            "reports/plate/findings.json",
            "reports/plate/summary.json");
    assertThat(store.text("reports", "plate/results.csv").lines()).hasSize(2);
    assertThat(store.text("reports", "plate/failures.csv").lines()).hasSize(2);
    assertThat(store.text("reports", "plate/index.html")).contains("a.png").doesNotContain("c.png");
    JsonNode summary = new ObjectMapper().readTree(store.text("reports", "plate/summary.json"));
    assertThat(summary.at("/counts/explained").asInt()).isEqualTo(1);
    assertThat(summary.at("/counts/failed").asInt()).isEqualTo(1);
    assertThat(summary.at("/audit/level").asText()).isEqualTo("nothing-found");
    assertThat(published.findings).containsOnlyKeys("plate");
  }

  @Test
  void shouldDeleteTheReportOfABatchThatHasBeenForgotten() {
    put(Samples.failed(Samples.reference("other/c.png"), "EMPTY_FILE", "no bytes"));
    writer(200).write("other");
    for (String key : ReportKeys.all("plate")) {
      store.put("reports", key, new byte[] {1}, "text/plain");
    }

    writer(200).write("plate");

    assertThat(store.objects()).hasSize(5);
    assertThat(store.objects().keySet()).allMatch(key -> key.startsWith("reports/other/"));
  }

  @Test
  void shouldShowThePicturesOfTheGallery() throws IOException {
    put(
        Samples.explained(Samples.reference("plate/a.png"), 0.6, 0.3, 0.1),
        Samples.explained(Samples.reference("plate/b.png"), 0.8, 0.1, 0.1));
    store.put("explanations", "plate/a.png/original.png", png(), "image/png");

    writer(200).write("plate");

    Document page = Jsoup.parse(store.text("reports", "plate/index.html"));
    assertThat(page.select(".card")).hasSize(2);
    assertThat(page.select(".card").get(0).select("img").attr("src"))
        .startsWith("data:image/jpeg;base64,");
    assertThat(page.select(".card").get(1).text()).contains("no picture");
  }

  @Test
  void shouldHaveAllImagesInTheTableAndFewOnThePage() throws IOException {
    for (int i = 0; i < 50; i++) {
      put(Samples.explained(Samples.reference("plate/" + i + ".png"), 0.8, 0.1, 0.1));
    }

    writer(7).write("plate");

    assertThat(store.text("reports", "plate/results.csv").lines()).hasSize(51);
    assertThat(Jsoup.parse(store.text("reports", "plate/index.html")).select(".card")).hasSize(7);
  }

  @Test
  void shouldTellWhetherAReportIsStillWhatItWrote() {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    ReportWriter writer = writer(200);
    WrittenReport report = writer.write("plate");
    assertThat(writer.isIntact(report)).isTrue();

    byte[] page = store.objects().put("reports/plate/index.html", new byte[] {1});
    assertThat(writer.isIntact(report)).isFalse();
    store.objects().put("reports/plate/index.html", page);
    assertThat(writer.isIntact(report)).isTrue();
    store.objects().remove("reports/plate/summary.json");
    assertThat(writer.isIntact(report)).isFalse();
  }

  @Test
  void shouldLeaveNoFilesBehindWhenTheStoreFails() throws IOException {
    put(Samples.explained(Samples.reference("plate/a.png"), 0.8, 0.1, 0.1));
    store.fail(Optional.of(new StoreUnavailableException("no answer")));

    assertThatThrownBy(() -> writer(200).write("plate"))
        .isInstanceOf(StoreUnavailableException.class);

    try (var left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  private void put(ReportRow... rows) {
    for (ReportRow row : rows) {
      tables.put(row);
    }
  }

  private ReportWriter writer(int galleryImages) {
    Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
    return new ReportWriter(tables, store, "reports", galleryImages, scratch, published, clock);
  }

  /** Remembers the findings of each batch. */
  private static final class Published implements FindingsPublisher {
    final Map<String, Findings> findings = new HashMap<>();

    @Override
    public void publish(String batch, Findings found, Instant now) {
      findings.put(batch, found);
    }

    @Override
    public void withdraw(String batch) {
      findings.remove(batch);
    }
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }
}
