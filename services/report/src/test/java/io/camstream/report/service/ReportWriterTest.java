package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.objectstore.StoreUnavailableException;
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
import java.time.ZoneOffset;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  @TempDir Path scratch;

  private final MemoryTables tables = new MemoryTables();
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Test
  void shouldWriteTheFourFilesOfABatchAndNothingOfOthers() throws IOException {
    put(
        SampleRecords.explained(SampleRecords.labelled("plate/a.png", "Round"), 0.8, 0.1, 0.1),
        SampleRecords.failed(SampleRecords.reference("plate/b.png"), "EMPTY_FILE", "no bytes"),
        SampleRecords.explained(SampleRecords.reference("other/c.png"), 0.8, 0.1, 0.1));

    writer(200).write("plate");

    assertThat(store.keys("reports"))
        .containsExactlyInAnyOrder(
            "plate/index.html", "plate/results.csv", "plate/failures.csv", "plate/summary.json");
    assertThat(store.text("reports", "plate/results.csv").lines()).hasSize(2);
    assertThat(store.text("reports", "plate/failures.csv").lines()).hasSize(2);
    assertThat(store.text("reports", "plate/index.html")).contains("a.png").doesNotContain("c.png");
    JsonNode summary = new ObjectMapper().readTree(store.text("reports", "plate/summary.json"));
    assertThat(summary.at("/counts/explained").asInt()).isEqualTo(1);
    assertThat(summary.at("/counts/failed").asInt()).isEqualTo(1);
  }

  @Test
  void shouldDeleteTheReportOfABatchThatHasBeenForgotten() {
    put(SampleRecords.failed(SampleRecords.reference("other/c.png"), "EMPTY_FILE", "no bytes"));
    writer(200).write("other");
    for (String key : ReportKeys.all("plate")) {
      store.put("reports", key, new byte[] {1}, "text/plain");
    }

    writer(200).write("plate");

    assertThat(store.keys("reports")).hasSize(4).allMatch(key -> key.startsWith("other/"));
  }

  @Test
  void shouldShowThePicturesOfTheGallery() throws IOException {
    put(
        SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.6, 0.3, 0.1),
        SampleRecords.explained(SampleRecords.reference("plate/b.png"), 0.8, 0.1, 0.1));
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
      put(SampleRecords.explained(SampleRecords.reference("plate/" + i + ".png"), 0.8, 0.1, 0.1));
    }

    writer(7).write("plate");

    assertThat(store.text("reports", "plate/results.csv").lines()).hasSize(51);
    assertThat(Jsoup.parse(store.text("reports", "plate/index.html")).select(".card")).hasSize(7);
  }

  @Test
  void shouldTellWhetherAReportIsStillWhatItWrote() {
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
    ReportWriter writer = writer(200);
    WrittenReport report = writer.write("plate");
    assertThat(writer.isIntact(report)).isTrue();

    byte[] page = store.content("reports", "plate/index.html");
    store.put("reports", "plate/index.html", new byte[] {1}, "text/html");
    assertThat(writer.isIntact(report)).isFalse();
    store.put("reports", "plate/index.html", page, "text/html");
    assertThat(writer.isIntact(report)).isTrue();
    store.delete("reports", "plate/summary.json");
    assertThat(writer.isIntact(report)).isFalse();
  }

  @Test
  void shouldLeaveNoFilesBehindWhenTheStoreFails() throws IOException {
    put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.8, 0.1, 0.1));
    store.before(
        key -> {
          throw new StoreUnavailableException("no answer");
        },
        Operation.values());

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
    Clock clock = Clock.fixed(SampleRecords.NOON, ZoneOffset.UTC);
    return new ReportWriter(tables, store, "reports", galleryImages, scratch, clock);
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }
}
