package io.camstream.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.schemas.ImageReference;
import io.minio.MinioClient;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objects that are overwritten faster than times tell apart, and instances that share a bucket. */
class IngestVersionsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void shouldPublishEachListedVersionOnceWhileAnObjectIsOverwritten() throws Exception {
    try (IngestSystem system = IngestSystem.create("ingest-versions-it-overwritten")) {
      overwriteWhileItIsListed(system);
    }
  }

  @Test
  void shouldPublishEachListedVersionOnceWhereTheBucketKeepsVersions() throws Exception {
    assumeTrue(
        EmbeddedOptions.temporary().minio().isPresent(),
        "S3Proxy keeps no versions; put minio on the PATH or name it in "
            + EmbeddedOptions.MINIO_PROPERTY);
    try (IngestSystem system = IngestSystem.create("ingest-versions-it-kept")) {
      keepVersions(system.settings().load(StoreSettings.class));
      overwriteWhileItIsListed(system);
    }
  }

  private static void overwriteWhileItIsListed(IngestSystem system) throws Exception {
    List<String> written;
    try (IngestService service = system.service(Map.of("camstream.ingest.poll-interval", "1ms"))) {
      system.put("b/1.png", "version 0");
      service.start();
      await().atMost(LIMIT).until(() -> !system.published().isEmpty());
      written =
          IntStream.rangeClosed(0, 100)
              .mapToObj(i -> system.put("b/1.png", "version " + i))
              .toList();
      await().atMost(LIMIT).until(() -> etags(system).contains(written.get(100)));
    }
    system.runOnce();

    List<String> published = etags(system);
    assertThat(published)
        .doesNotHaveDuplicates()
        .startsWith(written.get(0))
        .endsWith(written.get(100));
    assertThat(written).as("versions as they were written").containsSubsequence(published);
    assertThat(published).as("some were listed, some vanished before").hasSizeBetween(2, 101);
  }

  private static List<String> etags(IngestSystem system) {
    return system.published().stream().map(ImageReference::getEtag).toList();
  }

  @Test
  void shouldPublishOnceWhenTwoStartTogetherAndOneEndsInTheMiddleOfItsListing() {
    Map<String, String> slow =
        Map.of("camstream.ingest.max-rate", "60", "camstream.ingest.transaction-size", "10");
    try (IngestSystem system = IngestSystem.create("ingest-versions-it-two");
        IngestService one = system.service(slow);
        IngestService other = system.service(slow)) {
      List<String> keys = IntStream.range(0, 240).mapToObj(i -> "b/" + i + ".png").toList();
      keys.forEach(key -> system.put(key, key));
      one.start();
      other.start();
      await().atMost(LIMIT).until(() -> system.publishedSoFar() >= 20);
      boolean oneLists = one.readiness().reason().startsWith("lists");
      IngestService lister = oneLists ? one : other;
      IngestService standby = oneLists ? other : one;
      lister.close();
      int inTheMiddle = system.publishedSoFar();
      await().atMost(LIMIT).until(() -> system.publishedSoFar() >= keys.size());
      await().atMost(LIMIT).until(() -> standby.readiness().reason().startsWith("lists"));
      standby.close();

      assertThat(inTheMiddle).as("published by the one that ended").isLessThan(keys.size());
      assertThat(system.publishedKeys()).containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  private static void keepVersions(StoreSettings store) throws Exception {
    try (MinioClient client =
        MinioClient.builder()
            .endpoint(store.endpoint().toString())
            .region(store.region())
            .credentials(store.accessKey().orElseThrow(), store.secretKey().orElseThrow().reveal())
            .build()) {
      client.setBucketVersioning(
          SetBucketVersioningArgs.builder()
              .bucket(store.imagesBucket())
              .config(
                  new VersioningConfiguration(
                      VersioningConfiguration.Status.ENABLED, null, null, null))
              .build());
    }
  }
}
