package io.camstream.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.objectstore.CreatedKeys;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * On a MinIO server: what it tells of need not wait for a listing, and what it does not tell is not
 * lost. The next regular listing is an hour away.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestNotificationIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int MEASURED = 50;
  private static final int BURST = 200;

  private EmbeddedServers servers;

  @BeforeAll
  void start() {
    EmbeddedOptions options = EmbeddedOptions.temporary();
    assumeTrue(
        options.minio().isPresent(),
        "S3Proxy tells of nothing; put minio on the PATH or name it in "
            + EmbeddedOptions.MINIO_PROPERTY);
    servers = EmbeddedServers.start(options);
    assumeTrue(tells(), "this version of MinIO holds back what it tells; see ADR 33");
  }

  @AfterAll
  void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  private boolean tells() {
    try (IngestSystem system = IngestSystem.create("notification-it-probe", servers);
        CreatedKeys created = system.store().listen("notification-it-probe-images").orElseThrow()) {
      created.next();
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  @Test
  void shouldPublishNewObjectsWithinASecond() throws Exception {
    try (IngestSystem system = IngestSystem.create("notification-it-new", servers)) {
      List<Duration> delays;
      try (IngestService service = hourly(system)) {
        startAndAwaitTelling(system, service);
        delays =
            IntStream.range(0, MEASURED).mapToObj(i -> delay(system, "b/" + i)).sorted().toList();
        List.of("b/ä +%2F&1.png", "b/🔬.png", "b/notes.txt").forEach(key -> system.put(key, key));
        IntStream.range(0, BURST).forEach(i -> system.put("burst/" + i + ".png", "x" + i));
        await().atMost(LIMIT).until(() -> count(system, "burst/") == BURST);
        await().atMost(LIMIT).until(() -> count(system, "b/") == MEASURED + 2);
      }
      System.out.printf(
          "From putting an object to its reference at a subscriber: median %d ms, worst %d ms of %d%n",
          delays.get(MEASURED / 2).toMillis(), delays.get(MEASURED - 1).toMillis(), MEASURED);
      assertThat(delays.get(MEASURED / 2)).isLessThan(AT_ONCE);
      assertThat(delays.get(MEASURED - 1))
          .as("on a busy machine")
          .isLessThan(AT_ONCE.multipliedBy(5));

      int before = system.published().size();
      system.runOnce();
      assertThat(system.publishedKeys()).hasSize(before).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldLoseNothingThatIsCreatedWhileTheConnectionIsLost() throws Exception {
    try (IngestSystem system = IngestSystem.create("notification-it-lost", servers)) {
      try (IngestService service = hourly(system)) {
        startAndAwaitTelling(system, service);
        servers.store().restart();
        List<String> meanwhile = IntStream.range(0, 20).mapToObj(i -> "m/" + i + ".png").toList();
        meanwhile.forEach(key -> system.put(key, key));

        await().atMost(LIMIT).until(() -> count(system, "m/") == meanwhile.size());
        assertThat(delay(system, "b/afterwards")).as("told again").isLessThan(LIMIT);
      }
      system.runOnce();

      assertThat(system.publishedKeys()).doesNotHaveDuplicates();
    }
  }

  private static IngestService hourly(IngestSystem system) {
    return system.service(Map.of("camstream.ingest.poll-interval", "1h"));
  }

  /** Until what is put is told: then the listing that follows the connection is over too. */
  private static void startAndAwaitTelling(IngestSystem system, IngestService service) {
    AtomicInteger number = new AtomicInteger();
    service.start();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              system.put("w/" + number.incrementAndGet() + ".png", "w" + number);
              return system.published().stream()
                  .anyMatch(image -> image.getSource() == DiscoverySource.NOTIFICATION);
            });
    await().atMost(LIMIT).until(() -> count(system, "w/") == number.get());
  }

  /** From before the object is put until a subscriber sees its reference. */
  private static Duration delay(IngestSystem system, String name) {
    int before = system.publishedSoFar(Duration.ZERO);
    long begun = System.nanoTime();
    system.put(name + ".png", name);
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(LIMIT)
        .until(() -> system.publishedSoFar(Duration.ofMillis(100)) > before);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static long count(IngestSystem system, String folder) {
    return system.published().stream()
        .map(ImageReference::getKey)
        .filter(key -> key.startsWith(folder))
        .count();
  }
}
