package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.error.UserError;
import io.camstream.testkit.FaultyStore;
import io.camstream.testkit.SharedServers;
import io.camstream.testkit.StoreFault;
import io.camstream.worker.pipeline.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker whose object store is real, but stands behind a connection on which all goes wrong. */
@Timeout(180)
class WorkerFaultyStoreIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final StoreFault BUSY = StoreFault.error(503, "SlowDown");

  private final FaultyStore faulty = FaultyStore.before(SharedServers.get().storeEndpoint());

  @AfterEach
  void closeProxy() {
    faulty.close();
  }

  @Test
  void shouldRepeatWhatFailsInPassingAndBlameNoImage() {
    List<StoreFault> faults =
        List.of(BUSY, StoreFault.RESET, StoreFault.HANG, StoreFault.HALF_BODY);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger failures = new AtomicInteger();
    int images = 24;
    try (TestSystem system = new TestSystem("worker-it-faulty");
        WorkerService worker = worker(system)) {
      worker.start();
      // By request: a plan by number would always hit one image, whose probes take the rest.
      faulty.failWhere(
          request ->
              seen.add(request)
                  ? faults.get(failures.getAndIncrement() % faults.size())
                  : StoreFault.NONE);
      IntStream.range(0, images).forEach(i -> system.drop("image " + i, "fine"));

      await().atMost(LIMIT).until(() -> system.explained().size() == images);
      assertThat(system.failed()).isEmpty();
      assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
      assertThat(faults).allSatisfy(fault -> assertThat(faulty.made(fault)).isPositive());
    }
  }

  @Test
  void shouldStopWithOneLineWhenItsCredentialsAreRefused() {
    assertStops(
        "worker-it-refused-later",
        request -> StoreFault.error(403, "InvalidAccessKeyId"),
        "camstream.store.access-key");
  }

  @Test
  void shouldStopWithOneLineWhenItsBucketIsGone() {
    assertStops(
        "worker-it-bucket-gone", request -> StoreFault.error(404, "NoSuchBucket"), "bucket");
  }

  @Test
  void shouldStopWithOneLineWhenTheStoreIsFull() {
    assertStops(
        "worker-it-full",
        request ->
            request.startsWith("PUT")
                ? StoreFault.error(507, "XMinioStorageFull")
                : StoreFault.NONE,
        "The store is full");
  }

  private void assertStops(String name, Function<String, StoreFault> plan, String line) {
    try (TestSystem system = new TestSystem(name);
        WorkerService worker = worker(system)) {
      worker.start();
      await().atMost(LIMIT).until(() -> worker.readiness().ready());
      faulty.failWhere(plan);
      system.drop("image", "fine");

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> worker.awaitStopped(Duration.ofMillis(1)))
                      .isInstanceOf(UserError.class)
                      .hasMessageContaining(line)
                      .message()
                      .hasLineCount(1));
      assertThat(worker.readiness().ready()).isFalse();
      assertThat(system.failed()).as("no image is blamed").isEmpty();
    }
  }

  private WorkerService worker(TestSystem system) {
    return WorkerService.create(
        system
            .settings()
            .with(
                Map.of(
                    "camstream.store.endpoint", faulty.endpoint().toString(),
                    "camstream.store.connect-timeout", "1s",
                    "camstream.store.read-timeout", "1s")),
        () -> new FakeEngine(Duration.ZERO),
        FakeEngine::render,
        new SimpleMeterRegistry());
  }
}
