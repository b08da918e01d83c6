package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.health.Readiness;
import io.camstream.schemas.ImageReference;
import io.camstream.worker.fakes.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker whose servers go away for a while. They are its own, because others use the shared. */
@Timeout(180)
class WorkerOutageIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] FINE = "fine".getBytes(StandardCharsets.UTF_8);

  private static EmbeddedServers servers;

  @BeforeAll
  static void startServers() {
    servers = EmbeddedServers.start(EmbeddedOptions.temporary());
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  @Test
  void shouldWaitForTheStoreAndBlameNoImageForItsOutage() {
    try (TestSystem system = new TestSystem(TestSystem.properties(servers, "store-outage"));
        WorkerService worker = worker(system, Duration.ZERO)) {
      worker.start();
      List<ImageReference> images =
          IntStream.range(0, 10).mapToObj(i -> system.put("image " + i, FINE)).toList();
      await().atMost(LIMIT).until(() -> worker.readiness().ready());

      servers.store().stop();
      images.forEach(system::publish);
      await().atMost(LIMIT).until(() -> waitsFor(worker.readiness(), "object store"));
      servers.store().restart();

      await().atMost(LIMIT).until(() -> system.explained().size() == images.size());
      assertThat(system.failed()).isEmpty();
      await().atMost(LIMIT).until(() -> worker.readiness().ready());
    }
  }

  @Test
  void shouldGoOnAfterAnOutageOfKafkaAndLoseAndDoubleNothing() {
    int images = 40;
    try (TestSystem system = new TestSystem(TestSystem.properties(servers, "kafka-outage"));
        WorkerService worker = worker(system, Duration.ofMillis(300))) {
      worker.start();
      IntStream.range(0, images).forEach(i -> system.drop("image " + i, "fine"));
      await().atMost(LIMIT).until(() -> !system.explained().isEmpty());

      servers.broker().stop();
      await().atMost(LIMIT).until(() -> waitsFor(worker.readiness(), "Kafka"));
      servers.broker().restart();

      await().atMost(LIMIT).until(() -> system.explained().size() >= images);
      assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
      assertThat(system.failed()).isEmpty();
      await().atMost(LIMIT).until(() -> worker.readiness().ready());
    }
  }

  private static boolean waitsFor(Readiness readiness, String server) {
    return !readiness.ready()
        && readiness.reason().startsWith("waiting for ")
        && readiness.reason().contains(server);
  }

  private static WorkerService worker(TestSystem system, Duration timeOfBatch) {
    return WorkerService.create(
        system
            .settings()
            .with(Map.of("camstream.worker.batch-size", "4", "camstream.worker.threads", "1")),
        () -> new FakeEngine(timeOfBatch),
        FakeEngine::render,
        new SimpleMeterRegistry());
  }
}
