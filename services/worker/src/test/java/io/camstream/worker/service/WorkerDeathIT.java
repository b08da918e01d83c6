package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.schemas.Failure;
import io.camstream.worker.pipeline.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are killed, on a real broker, registry and object store. */
@Timeout(180)
class WorkerDeathIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration SIGTERM_LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void shouldLoseNothingAndDoubleNothingWhenKilledWithImagesInTheBuffer() throws Exception {
    String prefix = "worker-it-kill";
    int images = 60;
    try (TestSystem system = new TestSystem(prefix)) {
      IntStream.range(0, images).forEach(i -> system.drop("image " + i, "fine"));
      try (WorkerProcess worker =
          WorkerProcess.start(folder, quick(prefix), Duration.ofMillis(400))) {
        await().atMost(LIMIT).until(() -> !system.explained().isEmpty());
        await().atMost(LIMIT).until(() -> system.committedReferences() == images);
        worker.kill();
      }
      assertThat(system.explained()).as("explained before the kill").hasSizeLessThan(images);

      try (WorkerService successor = successor(system, prefix)) {
        successor.start();
        await().atMost(LIMIT).until(() -> system.explained().size() >= images);
      }
      assertThat(system.explained()).hasSize(images);
      assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
      assertThat(system.failed()).isEmpty();
    }
  }

  @Test
  void shouldHandBackItsImagesAtOnceWhenTerminated() throws Exception {
    String prefix = "worker-it-term";
    int images = 40;
    try (TestSystem system = new TestSystem(prefix);
        WorkerService successor = successor(system, prefix)) {
      IntStream.range(0, images).forEach(i -> system.drop("image " + i, "fine"));
      try (WorkerProcess worker =
          WorkerProcess.start(folder, quick(prefix), Duration.ofMillis(1000))) {
        await().atMost(LIMIT).until(() -> !system.explained().isEmpty());
        long start = System.nanoTime();
        worker.terminate();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SIGTERM_LIMIT);
      }
      assertThat(system.explained()).hasSizeLessThan(images);
      assertThat(system.groupMembers()).isZero();

      successor.start();
      await().atMost(LIMIT).until(() -> system.explained().size() >= images);
      assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldSetAsideAnImageThatKillsTheWorkerAndExplainItsNeighbours() throws Exception {
    String prefix = "worker-it-killer";
    try (TestSystem system = new TestSystem(prefix)) {
      IntStream.range(0, 10).forEach(i -> system.drop("image " + i, "fine"));
      system.drop("killer", "killer");
      int deaths = 0;
      while (system.failed().isEmpty() && deaths < 6) {
        try (WorkerProcess worker = WorkerProcess.start(folder, quick(prefix), Duration.ZERO)) {
          await().atMost(LIMIT).until(() -> !worker.isAlive() || !system.failed().isEmpty());
          deaths += worker.isAlive() ? 0 : 1;
          if (worker.isAlive()) {
            await().atMost(LIMIT).until(() -> system.explained().size() >= 10);
          }
        }
      }

      List<Failure> failures = system.failed().stream().map(ConsumerRecord::value).toList();
      assertThat(deaths).isEqualTo(3);
      assertThat(failures)
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.getReference().getKey()).isEqualTo("killer");
                assertThat(failure.getCode()).isEqualTo("WORKER_DIED");
                assertThat(failure.getAttempts()).isEqualTo(3);
              });
      assertThat(system.explained()).hasSize(10);
      assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
    }
  }

  private static WorkerService successor(TestSystem system, String prefix) {
    return WorkerService.create(
        system.settings().with(quick(prefix)),
        () -> new FakeEngine(Duration.ZERO),
        FakeEngine::render,
        new SimpleMeterRegistry());
  }

  /** Short time-outs, so that a killed worker's share is soon taken over. */
  private static Map<String, String> quick(String prefix) {
    Map<String, String> settings = new HashMap<>(TestSystem.properties(prefix));
    settings.put("camstream.worker.transaction-timeout", "6s");
    settings.put("camstream.worker.session-timeout", "6s");
    settings.put("camstream.worker.threads", "1");
    settings.put("camstream.worker.batch-size", "4");
    settings.put("camstream.http.port", "-1");
    return settings;
  }
}
