package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.page.PageFiles;
import io.camstream.report.page.PageReader;
import io.camstream.report.page.PageReader.SeenRow;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SampleRecords;
import io.camstream.testkit.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service on a real broker, registry and store. */
class ReportServiceIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final SettingsLoader SETTINGS = settings();
  private static final Topics TOPICS = new Topics("report-it");
  private static AvroSerdes serdes;
  private static ObjectStore store;

  private static SettingsLoader settings() {
    Map<String, String> settings = new HashMap<>(SharedServers.get().settings());
    settings.put("camstream.kafka.topic-prefix", "report-it");
    settings.put("camstream.topics.partitions", "3");
    settings.put("camstream.store.images-bucket", "report-it-images");
    settings.put("camstream.store.explanations-bucket", "report-it-explanations");
    settings.put("camstream.store.reports-bucket", "report-it-reports");
    settings.put("camstream.report.partitions", "2");
    settings.put("camstream.report.write-interval", "500ms");
    return SettingsLoader.of(settings);
  }

  @BeforeAll
  static void setUpSystem() {
    SystemSetup.apply(SETTINGS);
    serdes = AvroSerdes.create(SETTINGS.load(RegistrySettings.class));
    store = ObjectStore.connect(SETTINGS.load(StoreSettings.class));
  }

  @AfterAll
  static void closeStore() {
    store.close();
  }

  @Test
  void shouldWriteTheReportOfABatchAndCompleteItInAnotherProcess() {
    ImageReference a = SampleRecords.labelled("plate/a.png", "Round");
    ImageReference b = SampleRecords.labelled("plate/b.png", "Square");
    ImageReference c = SampleRecords.labelled("plate/c.png", "Ring");
    try (ReportService service = started()) {
      send(TOPICS.images(), a, b, c);
      send(TOPICS.explanations(), withPicture(explanation(a)), explanation(b));
      send(TOPICS.failures(), SampleRecords.failure(c, "STORE_UNAVAILABLE", "timed out"));

      awaitCounts(service, "plate", 3, 2, 1);
      assertThat(service.readiness().ready()).isTrue();
    }
    try (ReportService successor = started()) {
      send(TOPICS.explanations(), explanation(c));

      awaitCounts(successor, "plate", 3, 3, 0);
      assertThat(successor.readiness().ready()).isTrue();
    }
    assertThat(text("plate/results.csv").lines()).hasSize(4);
    assertThat(text("plate/failures.csv").lines()).hasSize(1);
    assertThat(text("plate/index.html")).contains("<script src=\"app-");
    Map<String, SeenRow> rows = new PageReader(new StoredFiles("plate/")).rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.values()).filteredOn(row -> row.detail().has("p")).hasSize(1);
  }

  @Test
  void shouldShareTheBatchesAndTakeThemOverFromOneThatLeaves() {
    try (ReportService first = started();
        ReportService second = started()) {
      await().atMost(LIMIT).until(() -> first.readiness().ready() && second.readiness().ready());
      for (int batch = 0; batch < 8; batch++) {
        explain("shared-" + batch + "/a.png");
      }
      for (int batch = 0; batch < 8; batch++) {
        awaitCounts(second, "shared-" + batch, 1, 1, 0);
      }

      first.close();
      for (int batch = 0; batch < 8; batch++) {
        explain("shared-" + batch + "/b.png");
      }

      for (int batch = 0; batch < 8; batch++) {
        awaitCounts(second, "shared-" + batch, 2, 2, 0);
      }
    }
  }

  @Test
  void shouldRefuseToStartWithoutItsBucket() {
    Map<String, String> missing = Map.of("camstream.store.reports-bucket", "report-it-nowhere");
    SettingsLoader settings = SETTINGS.with(missing);
    try (ReportService service = ReportService.create(settings, new SimpleMeterRegistry())) {
      assertThatThrownBy(service::start)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("report-it-nowhere")
          .hasMessageContaining("camstream setup");
      assertThat(service.readiness().ready()).isFalse();
    }
  }

  @Test
  void shouldRefuseToStartWithoutTopics() {
    SettingsLoader settings = SETTINGS.with(Map.of("camstream.kafka.topic-prefix", "nobodys"));
    try (ReportService service = ReportService.create(settings, new SimpleMeterRegistry())) {
      assertThatThrownBy(service::start)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("nobodys.images")
          .hasMessageContaining("camstream setup");
    }
  }

  private static ReportService started() {
    ReportService service = ReportService.create(SETTINGS, new SimpleMeterRegistry());
    service.start();
    return service;
  }

  private static void explain(String key) {
    ImageReference reference = SampleRecords.reference(key);
    send(TOPICS.images(), reference);
    send(TOPICS.explanations(), explanation(reference));
  }

  private static Explanation explanation(ImageReference reference) {
    return SampleRecords.explanation(reference, 0.7, 0.2, 0.1);
  }

  private static Explanation withPicture(Explanation explanation) {
    Artifact original = SampleRecords.artifact(explanation.getReference(), "original");
    String etag = store.put("report-it-explanations", original.getKey(), png(), "image/png");
    return Explanation.newBuilder(explanation)
        .setArtifacts(
            List.of(
                Artifact.newBuilder(original)
                    .setBucket("report-it-explanations")
                    .setEtag(etag)
                    .build()))
        .build();
  }

  private static byte[] png() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @SafeVarargs
  private static <V extends SpecificRecord> void send(Topic<V> topic, V... values) {
    KafkaSettings kafka = SETTINGS.load(KafkaSettings.class);
    try (Producer<String, V> producer =
        KafkaClients.producer(kafka, serdes.valueSerde(topic).serializer(), Map.of())) {
      for (V value : values) {
        producer.send(new ProducerRecord<>(topic.name(), key(value), value));
      }
    }
  }

  private static String key(SpecificRecord value) {
    ImageReference reference =
        value instanceof ImageReference image
            ? image
            : (ImageReference) value.get(value.getSchema().getField("reference").pos());
    return ImageKey.of(reference);
  }

  private static void awaitCounts(
      ReportService service, String batch, int discovered, int explained, int failed) {
    await()
        .atMost(LIMIT)
        // Not written yet, or replaced between the two requests.
        .ignoreExceptionsMatching(
            e -> e instanceof ObjectGoneException || e instanceof ObjectChangedException)
        .untilAsserted(
            () -> {
              assertThat(service.awaitStopped(Duration.ZERO)).isFalse();
              JsonNode counts = summary(batch).get("counts");
              assertThat(counts.get("discovered").asInt()).as(batch).isEqualTo(discovered);
              assertThat(counts.get("explained").asInt()).as(batch).isEqualTo(explained);
              assertThat(counts.get("failed").asInt()).as(batch).isEqualTo(failed);
            });
  }

  private static JsonNode summary(String batch) {
    try {
      return new ObjectMapper().readTree(text(batch + "/summary.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record StoredFiles(String prefix) implements PageFiles {
    @Override
    public String put(String path, byte[] bytes, String contentType) {
      throw new UnsupportedOperationException("the test only reads");
    }

    @Override
    public Optional<byte[]> get(String path) {
      return Optional.of(text(prefix + path).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void delete(String path) {
      throw new UnsupportedOperationException("the test only reads");
    }
  }

  private static String text(String key) {
    StoredObject object = store.head("report-it-reports", key);
    ObjectVersion version =
        new ObjectVersion(object.bucket(), object.key(), object.versionId(), object.etag());
    return new String(store.get(version, 64 << 20).bytes(), StandardCharsets.UTF_8);
  }
}
