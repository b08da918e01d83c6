package io.camstream.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.error.UserError;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestServiceIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void shouldPublishEachVersionOnceAlsoAfterRestarts() throws Exception {
    try (IngestSystem system = IngestSystem.create("ingest-it-once")) {
      List<String> keys =
          IntStream.range(0, 30).mapToObj(i -> String.format("b%d/%02d.png", i % 3, i)).toList();
      keys.forEach(key -> system.put(key, key));

      system.runOnce(Map.of("camstream.ingest.transaction-size", "7"));
      system.runOnce();
      assertThat(system.publishedKeys()).containsExactlyInAnyOrderElementsOf(keys);

      system.put("b1/01.png", "changed");
      system.put("b2/02.png", "b2/02.png");
      system.put("b2/new.png", "new");
      system.runOnce();
      system.runOnce();

      assertThat(system.publishedKeys().subList(30, 32))
          .as("the changed and the new object, not the one that was written again as it was")
          .containsExactlyInAnyOrder("b1/01.png", "b2/new.png");
      assertThat(system.publishedKeys()).hasSize(32);
    }
  }

  @Test
  void shouldTellWorkersAllThatIsKnownOfAnImage() throws Exception {
    try (IngestSystem system = IngestSystem.create("ingest-it-fields")) {
      Instant begun = Instant.now();
      String etag = system.put("cells/ä 1.JPG", "12345");
      system.put("cells/manifest.csv", "file,label\nä 1.JPG,Koilocytotic\n");
      system.put("root.bmp", "x");

      system.runOnce();

      List<ImageReference> published = system.published();
      assertThat(published).hasSize(2);
      ImageReference image =
          published.stream().filter(r -> r.getBatch().equals("cells")).findFirst().orElseThrow();
      assertThat(image.getBucket()).isEqualTo("ingest-it-fields-images");
      assertThat(image.getKey()).isEqualTo("cells/ä 1.JPG");
      assertThat(image.getEtag()).isEqualTo(etag);
      assertThat(image.getSize()).isEqualTo(5);
      assertThat(image.getContentType()).isEqualTo("image/jpeg");
      assertThat(image.getLabel()).isEqualTo("Koilocytotic");
      assertThat(image.getSource()).isEqualTo(DiscoverySource.LISTING);
      assertThat(image.getVersionId()).isNull();
      assertThat(image.getDiscoveredAt()).isAfterOrEqualTo(begun.minusMillis(1));
      assertThat(image.getLastModified()).isAfter(begun.minusSeconds(60));
      assertThat(published).anyMatch(r -> r.getBatch().equals("default") && r.getLabel() == null);
      assertThat(system.recordKeys())
          .contains("ingest-it-fields-images/cells/ä 1.JPG", "ingest-it-fields-images/root.bmp");
    }
  }

  @Test
  void shouldNeverPublishItsOwnOutputs() throws Exception {
    try (IngestSystem system = IngestSystem.create("ingest-it-outputs")) {
      system.put("b/other.png", "image");
      system.put("b/cell.png/0123456789ab/cell_gradcam.png", "overlay");
      system.put("b/cell.png/0123456789ab/cell_classes_layercam.png", "grid");

      system.runOnce();

      assertThat(system.publishedKeys()).containsExactly("b/other.png");
    }
  }

  @Test
  void shouldNoticeNewImagesWhileItWatches() throws Exception {
    try (IngestSystem system = IngestSystem.create("ingest-it-watch");
        IngestService service = system.service(Map.of())) {
      service.start();
      await().atMost(LIMIT).until(() -> service.readiness().ready());
      system.put("b/1.png", "1");
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 1);
      system.put("b/1.png", "other");
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 2);

      service.close();

      assertThat(service.awaitStopped(Duration.ofSeconds(1))).isTrue();
      assertThat(system.publishedKeys()).containsExactly("b/1.png", "b/1.png");
    }
  }

  @Test
  void shouldLetOneInstanceListAndAnotherTakeOver() throws Exception {
    try (IngestSystem system = IngestSystem.create("ingest-it-two");
        IngestService first = system.service(Map.of());
        IngestService second = system.service(Map.of())) {
      IntStream.range(0, 20).forEach(i -> system.put("b/" + i + ".png", "x" + i));
      first.start();
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 20);
      second.start();
      await().atMost(LIMIT).until(() -> second.readiness().reason().startsWith("stands by"));
      system.put("b/20.png", "x20");
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 21);
      assertThat(first.readiness().reason()).startsWith("lists");

      first.close();
      system.put("b/21.png", "x21");
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() >= 22);
      await().atMost(LIMIT).until(() -> second.readiness().reason().startsWith("lists"));
      second.close();

      assertThat(system.publishedKeys()).hasSize(22).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldStopWhenTopicsAreMissing() {
    SettingsLoader settings = IngestSystem.settings("ingest-it-no-topics");

    assertStops(settings, "ingest-it-no-topics.images", "camstream setup");
  }

  @Test
  void shouldStopWhenTheBucketIsMissing() {
    SettingsLoader settings = IngestSystem.settings("ingest-it-no-bucket");
    SystemSetup.apply(settings);

    assertStops(
        settings.with(Map.of("camstream.store.images-bucket", "ingest-it-nowhere")),
        "ingest-it-nowhere",
        "bucket is missing");
  }

  @Test
  void shouldStopWhenCredentialsAreRefused() {
    SettingsLoader settings = IngestSystem.settings("ingest-it-credentials");
    SystemSetup.apply(settings);

    assertStops(
        settings.with(Map.of("camstream.store.secret-key", "not-the-secret")),
        "camstream.store.secret-key");
  }

  private static void assertStops(SettingsLoader settings, String... message) {
    try (IngestService service = IngestService.create(settings, new SimpleMeterRegistry())) {
      service.start();
      assertThatThrownBy(() -> service.awaitStopped(LIMIT))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll(message)
          .hasMessageNotContaining("not-the-secret");
      assertThat(service.readiness().ready()).isFalse();
    }
  }
}
