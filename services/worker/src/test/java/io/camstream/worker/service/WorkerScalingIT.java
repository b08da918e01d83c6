package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers as processes that come and go, with the usual time-outs. Their engine sleeps, so that the
 * machine's processors are not what bounds them.
 *
 * <p>What takes too long is measured again, since other tests run beside this one. With {@code
 * -Dcamstream.rounds=10} all that is measured as often.
 */
@Timeout(900)
class WorkerScalingIT {

  private static final int ROUNDS = Integer.getInteger("camstream.rounds", 1);
  private static final int TRIES = 3;
  private static final String PREFIX = "worker-it-scaling";
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration JOINS_WITHIN = Duration.ofSeconds(10);
  private static final Duration FAILS_OVER_WITHIN = Duration.ofSeconds(30);
  private static final double SPEED_UP = 2.8;
  private static final Duration TIME_OF_BATCH = Duration.ofMillis(400);
  private static final int BATCH = 4;
  private static final int PARTITIONS = 12;
  private static final int IMAGES_OF_A_WORKER = 36;
  private static final int BACKLOG = 72;

  @TempDir private Path folder;
  private final Map<String, WorkerProcess> workers = new HashMap<>();
  private final List<ImageReference> images = new ArrayList<>();
  private TestSystem system;
  private int published;

  @BeforeEach
  void setUpSystem() {
    system = new TestSystem(properties());
    for (int i = 0; i < PARTITIONS; i++) {
      images.add(system.put("image " + i, "fine".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @AfterEach
  void stopWorkers() throws InterruptedException {
    for (WorkerProcess worker : workers.values()) {
      worker.close();
    }
    system.close();
  }

  @Test
  void shouldShareTheWorkWithNewWorkersAndTakeOverThatOfKilledOnes() throws Exception {
    Duration first = join("one");
    double alone = imagesPerSecond(1);
    join("two");
    List<Duration> joins = new ArrayList<>();
    List<Duration> failovers = new ArrayList<>();
    double together = 0;
    while (joins.size() < ROUNDS
        || (joins.size() < TRIES
            && (isSlow(joins, joinsWithin(first))
                || isSlow(failovers, FAILS_OVER_WITHIN)
                || together < SPEED_UP * alone))) {
      String name = "three-" + joins.size();
      joins.add(join(name));
      awaitShares(4, 4, 4);
      together = Math.max(together, imagesPerSecond(3));
      failovers.add(kill(name));
    }
    System.out.printf("1 worker %.1f images/s, 3 workers %.1f%n", alone, together);
    print("join", joins);
    print("failover", failovers);
    assertThat(Collections.min(joins)).isLessThan(joinsWithin(first));
    assertThat(Collections.min(failovers)).isLessThan(FAILS_OVER_WITHIN);
    assertThat(together).isGreaterThanOrEqualTo(SPEED_UP * alone);
    awaitAll();
    assertThat(system.explained()).hasSize(published);
  }

  /** Or where the machine is so busy that the first worker took long, hardly longer than that. */
  private static Duration joinsWithin(Duration first) {
    Duration hardlyLonger = first.multipliedBy(3).dividedBy(2);
    return hardlyLonger.compareTo(JOINS_WITHIN) > 0 ? hardlyLonger : JOINS_WITHIN;
  }

  private static boolean isSlow(List<Duration> times, Duration limit) {
    return Collections.min(times).compareTo(limit) >= 0;
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(TestSystem.properties(PREFIX));
    properties.put("camstream.topics.partitions", String.valueOf(PARTITIONS));
    properties.put("camstream.worker.batch-size", String.valueOf(BATCH));
    properties.put("camstream.worker.threads", "1");
    properties.put("camstream.http.port", "-1");
    return properties;
  }

  private void start(String name) throws Exception {
    Map<String, String> properties = properties();
    properties.put("camstream.worker.name", name);
    workers.put(name, WorkerProcess.start(folder, properties, TIME_OF_BATCH));
  }

  /** Returns the time from the start of its process to its first explanation. */
  private Duration join(String name) throws Exception {
    int before = system.explained().size();
    long start = System.nanoTime();
    start(name);
    awaitFed(() -> !doneBy(name, before).isEmpty());
    return since(start);
  }

  /** Returns the time until others have done images of all of its partitions. */
  private Duration kill(String name) throws Exception {
    int joined = system.explained().size();
    awaitFed(() -> doneBy(name, joined).size() == PARTITIONS / 3);
    Set<String> share = doneBy(name, joined);
    long start = System.nanoTime();
    workers.get(name).kill();
    int killed = system.explained().size();
    awaitFed(
        () ->
            Stream.of("one", "two")
                .flatMap(other -> doneBy(other, killed).stream())
                .collect(Collectors.toSet())
                .containsAll(share));
    return since(start);
  }

  /** Partitions of which a worker has done images, of the explanations since some number. */
  private Set<String> doneBy(String name, int since) {
    List<ConsumerRecord<String, Explanation>> explained = system.explained();
    return explained.subList(since, explained.size()).stream()
        .filter(record -> record.value().getRuntime().getWorker().equals(name))
        .map(record -> record.value().getReference().getKey())
        .collect(Collectors.toSet());
  }

  private double imagesPerSecond(int workers) {
    awaitAll();
    int more = workers * IMAGES_OF_A_WORKER;
    long start = System.nanoTime();
    IntStream.range(0, more).forEach(i -> publish());
    awaitAll();
    return more / (since(start).toMillis() / 1000.0);
  }

  private void awaitAll() {
    await().atMost(LIMIT).until(() -> system.explained().size() >= published);
  }

  private void awaitShares(Integer... shares) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(ExecutionException.class) // While there is no group.
        .untilAsserted(() -> assertThat(system.shares()).containsExactlyInAnyOrder(shares));
  }

  /** Waits while there are always images to do. */
  private void awaitFed(Callable<Boolean> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              int waiting = published - system.explained().size();
              IntStream.range(waiting, BACKLOG).forEach(i -> publish());
              return condition.call();
            });
  }

  /** One more image for the next partition. */
  private void publish() {
    int partition = published % PARTITIONS;
    system.publish(images.get(partition), partition);
    published++;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static void print(String what, List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    System.out.printf(
        "%s: median %d ms, worst of %d %d ms%n",
        what,
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.size(),
        sorted.get(sorted.size() - 1).toMillis());
  }
}
