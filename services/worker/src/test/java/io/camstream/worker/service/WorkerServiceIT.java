package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Stage;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.worker.pipeline.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers with a cheap engine on a real broker, registry and object store. */
@Timeout(120)
class WorkerServiceIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void shouldExplainEachImageAndMakeEachBadOneItsOwnFailure() {
    try (TestSystem system = new TestSystem("worker-it-bad");
        WorkerService worker = worker(system, Map.of())) {
      worker.start();
      for (int i = 0; i < 12; i++) {
        system.drop("batch/fine " + i + ".png", "fine " + "x".repeat(i));
      }
      system.drop("batch/unreadable.png", "unreadable");
      system.drop("batch/poison.png", "poison");
      system.publish(system.reference("batch/gone.png", "0123456789abcdef", 5));
      ImageReference changed = system.drop("batch/changed.png", "fine, but not for long");
      system.store().put(changed.getBucket(), changed.getKey(), new byte[] {1}, "image/png");
      system.publish(changed);
      system.publish(elsewhere(system.reference("batch/elsewhere.png", "0123456789abcdef", 5)));

      await().atMost(LIMIT).until(() -> system.explained().size() + system.failed().size() == 18);
      List<Failure> failures = system.failed().stream().map(ConsumerRecord::value).toList();
      assertThat(failures)
          .extracting(f -> f.getReference().getKey(), Failure::getStage, Failure::getCode)
          .contains(
              tuple("batch/unreadable.png", Stage.DECODE, "UNREADABLE_IMAGE"),
              tuple("batch/poison.png", Stage.INFER, "NON_FINITE_LOGITS"),
              tuple("batch/gone.png", Stage.FETCH, "OBJECT_GONE"),
              tuple("batch/changed.png", Stage.FETCH, "OBJECT_CHANGED"),
              tuple("batch/elsewhere.png", Stage.FETCH, "STORE_DENIED"));
      assertThat(failures).allSatisfy(failure -> assertThat(failure.getAttempts()).isEqualTo(1));
      assertEachResultIsOfItsOwnImage(system);
    }
  }

  private static ImageReference elsewhere(ImageReference reference) {
    return ImageReference.newBuilder(reference).setBucket("no-such-bucket").build();
  }

  private static void assertEachResultIsOfItsOwnImage(TestSystem system) {
    for (ConsumerRecord<String, Explanation> record : system.explained()) {
      ImageReference reference = record.value().getReference();
      String key = reference.getKey();
      assertThat(record.key()).isEqualTo(reference.getBucket() + "/" + key);
      assertThat(
              new String(
                  record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
          .isEqualTo(key);
      assertThat(record.value().getArtifacts())
          .allSatisfy(
              artifact -> {
                assertThat(artifact.getKey())
                    .startsWith(key + "/" + reference.getEtag().substring(0, 12) + "/");
                var stored = system.store().head(artifact.getBucket(), artifact.getKey());
                assertThat(stored.etag()).isEqualTo(artifact.getEtag());
                assertThat(stored.size()).isEqualTo(artifact.getBytes());
              })
          .hasSize(1);
    }
  }

  @Test
  void shouldEmitTailBatchWhenNoMoreImagesArrive() {
    try (TestSystem system = new TestSystem("worker-it-tail");
        WorkerService worker = worker(system, Map.of("camstream.worker.batch-size", "64"))) {
      worker.start();
      IntStream.range(0, 3).forEach(i -> system.drop(i + ".png", "fine"));

      await().atMost(LIMIT).until(() -> system.explained().size() == 3);
    }
  }

  @Test
  void shouldReadOnlyAsFarAheadAsTheBuffersReachWhileTheEngineIsBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    int images = 1200;
    try (TestSystem system = new TestSystem("worker-it-ahead");
        WorkerService worker = busyWorker(system, busy)) {
      ImageReference image = system.reference("image", "0123456789abcdef", 4);
      IntStream.range(0, images).forEach(i -> system.publish(image, 0));
      worker.start();

      await().atMost(LIMIT).until(() -> system.committedReferences() >= 256);
      await()
          .during(Duration.ofSeconds(2))
          .atMost(LIMIT)
          .until(() -> system.committedReferences() < 1000);

      busy.countDown();
      await().atMost(LIMIT).until(() -> system.explained().size() == images);
    }
  }

  private static WorkerService busyWorker(TestSystem system, CountDownLatch busy) {
    String bucket = system.settings().load(StoreSettings.class).imagesBucket();
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.addWithEtag(bucket, "image", "fine", "0123456789abcdef");
    return WorkerService.create(
        system.settings().with(Map.of("camstream.worker.max-in-flight", "64")),
        store,
        () -> new FakeEngine(AT_ONCE),
        explained -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        },
        new SimpleMeterRegistry());
  }

  @Test
  void shouldShareThePartitionsBetweenTwoWorkers() {
    try (TestSystem system = new TestSystem("worker-it-share");
        WorkerService first = worker(system, Map.of("camstream.worker.name", "first"));
        WorkerService second = worker(system, Map.of("camstream.worker.name", "second"))) {
      first.start();
      IntStream.range(0, 20).forEach(i -> system.drop("early/" + i, "fine"));
      await().atMost(LIMIT).until(() -> system.explained().size() == 20);

      second.start();
      await().atMost(LIMIT).until(() -> second.readiness().ready());
      IntStream.range(0, 80).forEach(i -> system.drop("late/" + i, "fine"));
      await().atMost(LIMIT).until(() -> system.explained().size() == 100);

      assertThat(system.explained())
          .filteredOn(record -> record.value().getReference().getKey().startsWith("late/"))
          .extracting(record -> record.value().getRuntime().getWorker())
          .contains("first", "second");
      assertThat(system.explained()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldRefuseToStartWithOneClearLineWithoutTopicsOrCredentials() {
    try (TestSystem system = new TestSystem("worker-it-refused");
        WorkerService elsewhere =
            worker(system, Map.of("camstream.kafka.topic-prefix", "worker-it-nowhere"));
        WorkerService stranger = worker(system, Map.of("camstream.store.secret-key", "wrong"))) {
      assertThatThrownBy(elsewhere::start)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("worker-it-nowhere.images")
          .hasMessageContaining("camstream setup");
      assertThatThrownBy(stranger::start)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("camstream.store.secret-key")
          .hasMessageNotContaining("wrong");
    }
  }

  private static WorkerService worker(TestSystem system, Map<String, String> settings) {
    return WorkerService.create(
        system.settings().with(settings),
        () -> new FakeEngine(AT_ONCE),
        FakeEngine::render,
        new SimpleMeterRegistry());
  }
}
