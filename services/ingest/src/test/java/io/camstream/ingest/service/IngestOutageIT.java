package io.camstream.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An ingest whose servers go away for a while: for {@code -Dcamstream.outage}, or as long as it
 * takes to be noticed. They are its own, because others use the shared.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestOutageIT {
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("camstream.outage", "PT3S"));
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(10);

  private EmbeddedServers servers;

  @BeforeAll
  void start() {
    servers = EmbeddedServers.start(EmbeddedOptions.temporary());
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  @Test
  void shouldWaitForTheStoreAndGoOn() {
    try (IngestSystem system = IngestSystem.create("ingest-store-outage", servers);
        IngestService service = system.service(Map.of())) {
      system.put("b/1.png", "1");
      service.start();
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 1);

      servers.store().stop();
      await().atMost(LIMIT).until(() -> !service.readiness().ready());
      assertThat(service.readiness().reason()).isEqualTo("waiting for the object store");
      lastOutage();
      servers.store().restart();
      await().atMost(GOES_ON_WITHIN).until(() -> service.readiness().ready());
      system.put("b/2.png", "2");

      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 2);
      assertThat(system.publishedKeys()).containsExactly("b/1.png", "b/2.png");
    }
  }

  @Test
  void shouldWaitForTheBrokerAndGoOnWhetherItListsStandsByOrStarts() {
    try (IngestSystem system = IngestSystem.create("ingest-broker-outage", servers);
        IngestService service = system.service(Map.of());
        IngestService standby = system.service(Map.of());
        IngestService late = system.service(Map.of())) {
      system.put("b/1.png", "1");
      service.start();
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 1);
      standby.start();
      await().atMost(LIMIT).until(() -> standby.readiness().reason().startsWith("stands by"));

      servers.broker().stop();
      system.put("b/2.png", "2");
      late.start();
      await().atMost(LIMIT).until(() -> !service.readiness().ready());
      assertThat(service.readiness().reason()).startsWith("waiting for Kafka");
      await().atMost(LIMIT).until(() -> !standby.readiness().ready());
      assertThat(standby.readiness().reason()).startsWith("waiting for Kafka");
      assertThat(late.readiness().ready()).isFalse();
      lastOutage();
      servers.broker().restart();

      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 2);
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  Stream.of(service, standby, late)
                      .allMatch(instance -> instance.readiness().ready()));
      system.put("b/3.png", "3");
      await().atMost(LIMIT).until(() -> system.publishedKeys().size() == 3);
      assertThat(system.publishedKeys()).containsExactly("b/1.png", "b/2.png", "b/3.png");
    }
  }

  @Test
  void shouldWaitForRegistryAndStoreAtItsStart() {
    try (IngestSystem system = IngestSystem.create("ingest-late-servers", servers);
        IngestService service = system.service(Map.of())) {
      system.put("b/1.png", "1");
      servers.registry().stop();
      servers.store().stop();
      service.start();
      await().atMost(LIMIT).until(() -> service.readiness().reason().startsWith("waiting for "));
      lastOutage();
      assertThat(service.readiness().ready()).isFalse();
      servers.registry().restart();
      servers.store().restart();

      await().atMost(GOES_ON_WITHIN).until(() -> system.publishedKeys().size() == 1);
      assertThat(system.publishedKeys()).containsExactly("b/1.png");
    }
  }

  /** The outage is noticed; it lasts on. */
  private static void lastOutage() {
    long end = System.nanoTime() + OUTAGE.toNanos();
    await().atMost(OUTAGE.plus(LIMIT)).until(() -> System.nanoTime() >= end);
  }
}
