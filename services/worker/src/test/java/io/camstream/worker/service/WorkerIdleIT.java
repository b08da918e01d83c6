package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.schemas.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What many partitions cost one worker. */
@Timeout(180)
class WorkerIdleIT {

  private static final String PREFIX = "worker-it-idle";
  private static final int PARTITIONS = 48;
  private static final int BATCH = 8;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration IDLE = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  void shouldFillBatchesAcrossPartitionsAndPayNothingForThoseWithoutWork() throws Exception {
    try (TestSystem system = new TestSystem(properties());
        WorkerProcess worker = WorkerProcess.start(folder, properties(), Duration.ofMillis(100))) {
      ImageReference image = system.put("image", "fine".getBytes(StandardCharsets.UTF_8));
      IntStream.range(0, PARTITIONS).forEach(partition -> system.publish(image, partition));
      await().atMost(LIMIT).until(() -> system.explained().size() == PARTITIONS);
      assertThat(system.explained())
          .extracting(explained -> explained.value().getRuntime().getBatchSize())
          .contains(BATCH);

      // The last transaction and the compiler may still be at work.
      awaitSilence(system);
      long written = system.written();
      Duration before = worker.processorTime();
      await()
          .during(IDLE)
          .atMost(IDLE.multipliedBy(3))
          .until(() -> system.explained().size() == PARTITIONS);
      Duration needed = worker.processorTime().minus(before);
      System.out.printf(
          "idle: %d ms of processor time in %d s%n", needed.toMillis(), IDLE.toSeconds());
      assertThat(system.written()).isEqualTo(written);
      assertThat(needed).isLessThan(IDLE.dividedBy(5));
    }
  }

  private static void awaitSilence(TestSystem system) {
    AtomicLong last = new AtomicLong();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              long written = system.written();
              return last.getAndSet(written) == written;
            });
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(TestSystem.properties(PREFIX));
    properties.put("camstream.topics.partitions", String.valueOf(PARTITIONS));
    properties.put("camstream.worker.batch-size", String.valueOf(BATCH));
    properties.put("camstream.worker.batch-linger", "1s");
    properties.put("camstream.worker.threads", "1");
    properties.put("camstream.http.port", "-1");
    return properties;
  }
}
