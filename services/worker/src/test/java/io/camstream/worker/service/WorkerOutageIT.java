package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.service.Readiness;
import io.camstream.worker.pipeline.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A worker whose servers go away for a while: for {@code -Dcamstream.outage}, or as long as it
 * takes to be noticed. They are its own, because others use the shared.
 */
@Timeout(400)
class WorkerOutageIT {

  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("camstream.outage", "PT3S"));
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(10);
  private static final int LINES_OF_AN_OUTAGE = 12;

  /** Enough not to be done when the outage is noticed: the engine takes 0.3 s for four. */
  private static final int IMAGES = 120;

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
        WorkerService worker = worker(system);
        LogLines log = new LogLines()) {
      flowing(system, worker);

      servers.store().stop();
      awaitWaiting(worker, "object store");
      lastOutage();
      servers.store().restart();

      assertGoesOn(system, worker, "store", log);
    }
  }

  @Test
  void shouldGoOnAfterAnOutageOfKafkaAndLoseAndDoubleNothing() {
    try (TestSystem system = new TestSystem(TestSystem.properties(servers, "kafka-outage"));
        WorkerService worker = worker(system);
        LogLines log = new LogLines()) {
      flowing(system, worker);

      servers.broker().stop();
      awaitWaiting(worker, "Kafka");
      lastOutage();
      servers.broker().restart();

      assertGoesOn(system, worker, "Kafka", log);
    }
  }

  @Test
  void shouldNotNeedTheRegistryInFullFlow() {
    try (TestSystem system = new TestSystem(TestSystem.properties(servers, "registry-outage"));
        WorkerService worker = worker(system)) {
      flowing(system, worker);

      servers.registry().stop();
      int before = system.explained().size();
      await().atMost(LIMIT).until(() -> system.explained().size() > before);
      lastOutage();
      assertThat(worker.readiness().ready()).isTrue();
      servers.registry().restart();

      awaitAll(system);
    }
  }

  @Test
  void shouldWaitForAllServersAtTheStart() {
    try (TestSystem system = new TestSystem(TestSystem.properties(servers, "late-servers"));
        WorkerService worker = worker(system);
        LogLines log = new LogLines()) {
      drop(system);
      servers.broker().stop();
      servers.registry().stop();
      servers.store().stop();

      Thread starting = new Thread(worker::start, "starting");
      starting.start();
      awaitSaid(worker, "Kafka", log);
      servers.broker().restart();
      awaitSaid(worker, "the schema registry", log);
      servers.registry().restart();
      awaitSaid(worker, "the object store", log);
      servers.store().restart();

      await().atMost(GOES_ON_WITHIN).until(() -> !system.explained().isEmpty());
      awaitAll(system);
    }
  }

  private static void awaitSaid(WorkerService worker, String server, LogLines log) {
    awaitWaiting(worker, server);
    String line = "WARN Starting: waiting for " + server;
    await().atMost(LIMIT).until(() -> log.startingWith(line).size() == 1);
    lastOutage();
    assertThat(log.startingWith(line)).hasSize(1);
  }

  /** Images are dropped, and the first of them are done. */
  private static void flowing(TestSystem system, WorkerService worker) {
    worker.start();
    await().atMost(LIMIT).until(() -> worker.readiness().ready());
    drop(system);
    await().atMost(LIMIT).until(() -> !system.explained().isEmpty());
  }

  private static void drop(TestSystem system) {
    IntStream.range(0, IMAGES).forEach(i -> system.drop("image " + i, "fine"));
  }

  private static void awaitWaiting(WorkerService worker, String server) {
    await().atMost(LIMIT).until(() -> waitsFor(worker.readiness(), server));
  }

  private static boolean waitsFor(Readiness readiness, String server) {
    return !readiness.ready()
        && readiness.reason().startsWith("waiting for ")
        && readiness.reason().contains(server);
  }

  /** The outage is noticed; it lasts on. */
  private static void lastOutage() {
    long end = System.nanoTime() + OUTAGE.toNanos();
    await().atMost(OUTAGE.plus(LIMIT)).until(() -> System.nanoTime() >= end);
  }

  private static void assertGoesOn(
      TestSystem system, WorkerService worker, String server, LogLines log) {
    int before = system.explained().size();
    assertThat(before).as("explained when the outage ends").isLessThan(IMAGES);
    long back = System.nanoTime();
    AtomicReference<Duration> again = new AtomicReference<>();
    await()
        .atMost(GOES_ON_WITHIN)
        .until(
            () -> {
              again.set(Duration.ofNanos(System.nanoTime() - back));
              return system.explained().size() > before;
            });
    System.out.printf(
        "After %s without the %s the worker went on %s after its return.%n",
        OUTAGE, server, again.get());
    awaitAll(system);
    await().atMost(LIMIT).until(() -> worker.readiness().ready());
    await().atMost(LIMIT).until(() -> log.startingWith("INFO Ready").size() == 2);
    assertThat(log.startingWith("WARN Not ready")).as("lines of the outage").hasSize(1);
    assertThat(log.all()).hasSizeLessThan(LINES_OF_AN_OUTAGE);
  }

  private static void awaitAll(TestSystem system) {
    await().atMost(LIMIT).until(() -> system.explained().size() >= IMAGES);
    assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
    assertThat(system.failed()).isEmpty();
  }

  private static WorkerService worker(TestSystem system) {
    return WorkerService.create(
        system
            .settings()
            .with(Map.of("camstream.worker.batch-size", "4", "camstream.worker.threads", "1")),
        () -> new FakeEngine(Duration.ofMillis(300)),
        FakeEngine::render,
        new SimpleMeterRegistry());
  }
}
