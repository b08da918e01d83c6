package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.platform.objectstore.ObjectNameException;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Stage;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.testkit.InMemoryObjectStore.Operation;
import io.camstream.testkit.SampleRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StagedPipelineTest {

  private static final int BATCH = 4;
  private static final int UPLOAD_THREADS = 2;
  private static final int RECORD_LIMIT = 4000;

  private static final String ETAG = SampleRecords.ETAG;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final StoreAvailability availability = new StoreAvailability();
  private final ConcurrentLinkedQueue<Throwable> fatal = new ConcurrentLinkedQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ControlledEngine engine = new ControlledEngine();
  private Function<ExplainedImage, List<RenderedArtifact>> renderer = FakeEngine::render;
  private StagedPipeline pipeline;

  @AfterEach
  void close() {
    if (pipeline != null) {
      pipeline.close();
      assertThat(pipeline.terminated()).isTrue();
    }
  }

  @Test
  void shouldStoreTheObjectsBelowTheImagesKeyAndVersion() throws Exception {
    Explanation explanation = explain("batch/cell 1.png", "fine");

    assertThat(store.keys("explanations"))
        .containsExactly("batch/cell 1.png/0123456789ab/cell 1_results.json");
    assertThat(explanation.getArtifacts())
        .singleElement()
        .satisfies(
            artifact -> {
              assertThat(artifact.getBucket()).isEqualTo("explanations");
              assertThat(artifact.getKind()).isEqualTo("results");
            });
    assertThat(explanation.getReference().getKey()).isEqualTo("batch/cell 1.png");
    assertThat(explanation.getPrediction().getPredictedClass()).isEqualTo("even");
    assertThat(explanation.getRuntime().getBatchSize()).isEqualTo(1);
  }

  @Test
  void shouldFillOneBatchFromManySubmissionsAndGiveEachItsOwnResult() throws Exception {
    engine.hold();
    CompletableFuture<Outcome> first = submit("first", "fine");
    engine.awaitCalls(1);
    List<CompletableFuture<Outcome>> others =
        IntStream.range(0, BATCH)
            .mapToObj(i -> submit("image " + i, "fine" + "!".repeat(i)))
            .toList();
    await()
        .until(
            () ->
                meters.get("camstream.worker.queue").tag("queue", "batch").gauge().value()
                    == BATCH);
    engine.release();

    first.get();
    for (int i = 0; i < BATCH; i++) {
      Explanation explanation = explained(others.get(i));
      assertThat(explanation.getRuntime().getBatchSize()).isEqualTo(BATCH);
      assertThat(explanation.getReference().getKey()).isEqualTo("image " + i);
      assertThat(explanation.getMaps().get(0).getRawMax()).isEqualTo("fine".length() + i);
    }
  }

  @Test
  void shouldFailOnlyTheBadImagesOfABatch() throws Exception {
    CompletableFuture<Outcome> good = submit("good", "fine");
    Failure unreadable = failed(submit("broken", "unreadable"));
    Failure poison = failed(submit("poison", "poison"));

    explained(good);
    assertThat(unreadable.getStage()).isEqualTo(Stage.DECODE);
    assertThat(unreadable.getCode()).isEqualTo("UNREADABLE_IMAGE");
    assertThat(unreadable.getRetriable()).isFalse();
    assertThat(poison.getStage()).isEqualTo(Stage.INFER);
    assertThat(poison.getCode()).isEqualTo("NON_FINITE_LOGITS");
    assertThat(poison.getReference().getKey()).isEqualTo("poison");
  }

  @Test
  void shouldNotFetchWhatIsLargerThanAllowedOrGone() throws Exception {
    Failure large = failed(submit("large", "x".repeat(2000)));
    Failure gone = failed(pipeline().submit(pending("gone")));

    assertThat(large.getCode()).isEqualTo("OBJECT_TOO_LARGE");
    assertThat(gone.getCode()).isEqualTo("OBJECT_GONE");
    assertThat(List.of(large.getStage(), gone.getStage())).containsOnly(Stage.FETCH);
  }

  @Test
  void shouldWaitOutAnOutageOfTheStoreWithoutBlamingTheImage() throws Exception {
    AtomicInteger failuresLeft = new AtomicInteger(100);
    Supplier<StoreException> outage =
        () -> failuresLeft.getAndDecrement() > 0 ? new StoreUnavailableException("refused") : null;
    failReads(outage);
    failWrites(outage);
    renderer =
        explained -> {
          failuresLeft.set(100);
          return FakeEngine.render(explained);
        };

    explain("a", "fine");

    assertThat(failuresLeft).hasNonPositiveValue();
    assertThat(fatal).isEmpty();
  }

  @Test
  void shouldGiveUpAnObjectThatCanNotBeStoredThoughTheStoreIsUp() throws Exception {
    failWritesOf(
        key -> key.startsWith("a/") ? new StoreUnavailableException("500 for this key") : null);
    Failure passing = failed(submit("a", "fine"));
    failWrites(() -> new ObjectNameException("no such name"));
    Failure lasting = failed(submit("b", "fine"));

    assertThat(passing.getStage()).isEqualTo(Stage.STORE);
    assertThat(passing.getRetriable()).isTrue();
    assertThat(lasting.getCode()).isEqualTo("OBJECT_NAME_UNSUPPORTED");
    assertThat(lasting.getRetriable()).isFalse();
    assertThat(store.keys("explanations")).as("what was stored to see whether it can").isEmpty();
  }

  @Test
  void shouldStopTheWorkerWhenTheStoreAnswersButTakesNothing() {
    failWrites(() -> new StoreUnavailableException("500, for the disk is full"));
    CompletableFuture<Outcome> outcome = submit("a", "fine");

    await().until(() -> !fatal.isEmpty());
    assertThat(fatal.peek())
        .isInstanceOf(StoreDeniedException.class)
        .hasMessageContaining("is its disk full?");
    assertThat(outcome).as("no image is blamed").isNotDone();
  }

  @Test
  void shouldStopTheWorkerWhenTheStoreRefusesIt() {
    failReads(() -> new StoreDeniedException("credentials refused"));
    CompletableFuture<Outcome> outcome = submit("a", "fine");

    await().until(() -> !fatal.isEmpty());
    assertThat(fatal.peek()).isInstanceOf(StoreDeniedException.class);
    assertThat(outcome).isNotDone();
  }

  @Test
  void shouldFailOneObjectThatIsKeptFromTheWorker() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    failReads(() -> reads.incrementAndGet() == 1 ? new StoreDeniedException("not this one") : null);

    Failure failure = failed(submit("secret", "fine"));
    assertThat(failure.getCode()).isEqualTo("STORE_DENIED");
    assertThat(failure.getStage()).isEqualTo(Stage.FETCH);
    assertThat(fatal).isEmpty();
    explain("open", "fine");
  }

  @Test
  void shouldMakeABugInRenderingTheImagesOwnFailure() throws Exception {
    renderer =
        explained -> {
          throw new IllegalStateException("a bug");
        };
    Failure failure = failed(submit("a", "fine"));

    assertThat(failure.getStage()).isEqualTo(Stage.RENDER);
    assertThat(failure.getCode()).isEqualTo("INTERNAL_ERROR");
    assertThat(failure.getMessage()).contains("a bug");
    assertThat(heldMemory()).isZero();
  }

  @Test
  void shouldTryAnImageThatRunsOutOfMemoryOnceMoreAlone() throws Exception {
    AtomicInteger renderings = new AtomicInteger();
    renderer =
        explained -> {
          if (renderings.incrementAndGet() == 1) {
            throw new OutOfMemoryError("Java heap space");
          }
          return FakeEngine.render(explained);
        };
    explain("a", "fine");

    renderer =
        explained -> {
          throw new OutOfMemoryError("Java heap space");
        };
    pipeline.close();
    pipeline = null;
    Failure failure = failed(submit("b", "fine"));
    assertThat(failure.getCode()).isEqualTo("OUT_OF_MEMORY");
    assertThat(failure.getRetriable()).isTrue();
  }

  @Test
  void shouldFailAnExplanationThatTheTopicWouldNotTake() throws Exception {
    Failure failure = failed(submit("k".repeat(RECORD_LIMIT), "fine"));

    assertThat(failure.getCode()).isEqualTo("EXPLANATION_TOO_LARGE");
    assertThat(failure.getMessage()).contains("choose fewer");
  }

  @Test
  void shouldWorkOnASuspectOnlyWhenNothingElseIsInTheEngineAndItsAttemptIsCounted()
      throws Exception {
    engine.hold();
    CompletableFuture<Outcome> other = submit("other", "fine");
    engine.awaitCalls(1);
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<PendingImage> counted = new CompletableFuture<>();
    store.addWithEtag("images", "suspect", "poison", ETAG);
    CompletableFuture<Outcome> suspect =
        pipeline()
            .submitAlone(
                pending("suspect"),
                () -> {
                  asked.countDown();
                  return counted;
                });
    assertThat(asked.await(100, TimeUnit.MILLISECONDS)).isFalse();

    engine.release();
    other.get();
    asked.await();
    assertThat(engine.calls()).isEqualTo(1);
    counted.complete(PendingImage.newBuilder(pending("suspect")).setAttempts(3).build());

    Failure failure = failed(suspect);
    assertThat(failure.getAttempts()).isEqualTo(3);
    explain("after", "fine");
  }

  @Test
  void shouldDropAnImageThatNobodyWaitsForAnyMore() throws Exception {
    engine.hold();
    submit("a", "fine");
    engine.awaitCalls(1);
    CompletableFuture<Outcome> waiting = submit("b", "fine");
    waiting.cancel(false);
    engine.release();

    explain("c", "fine");
    assertThat(engine.explainedImages()).isEqualTo(2);
    await().until(() -> heldMemory() == 0);
  }

  @Test
  void shouldHoldNoMoreDecodedImagesThanTheMemoryAllows() throws Exception {
    engine.memoryOfImage = 512 * 1024;
    engine.hold();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      outcomes.add(submit("image " + i, "fine"));
    }
    engine.awaitCalls(1);
    await().until(() -> heldMemory() == 1024 * 1024);
    assertThat(engine.decodedImages()).isLessThanOrEqualTo(2);

    engine.release();
    for (CompletableFuture<Outcome> outcome : outcomes) {
      explained(outcome);
    }
    await().until(() -> heldMemory() == 0);
  }

  @Test
  void shouldExplainNoFurtherThanABatchAheadOfTheUploadThreads() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    renderer =
        explained -> {
          waitAt(gate);
          return FakeEngine.render(explained);
        };
    List<CompletableFuture<Outcome>> outcomes =
        IntStream.range(0, 10 * BATCH).mapToObj(i -> submit("image " + i, "fine")).toList();

    int waiting = BATCH;
    int inInference = BATCH;
    await()
        .during(Duration.ofMillis(200))
        .until(
            engine::explainedImages,
            images -> images > waiting && images <= UPLOAD_THREADS + waiting + inInference);

    gate.countDown();
    for (CompletableFuture<Outcome> outcome : outcomes) {
      explained(outcome);
    }
  }

  private static void waitAt(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double heldMemory() {
    return meters.get("camstream.worker.image.memory").gauge().value();
  }

  private Explanation explain(String key, String content) throws Exception {
    return explained(submit(key, content));
  }

  @Test
  void shouldLeaveNoFilesOfAnImageThatFailsAfterAnAttemptThatStoredSome() throws Exception {
    store.add("explanations", "gone.png/0123456789ab/gone_results.json", "of a killed worker");
    store.add("explanations", "gone.png/0123456789ab/gone_x.png/0123456789ab/a.json", "another's");
    PendingImage again = PendingImage.newBuilder(pending("gone.png")).setAttempts(2).build();

    Failure failure = failed(pipeline().submit(again));

    assertThat(failure.getStage()).isEqualTo(Stage.FETCH);
    assertThat(store.keys("explanations"))
        .containsExactly("gone.png/0123456789ab/gone_x.png/0123456789ab/a.json");
  }

  @Test
  void shouldLeaveNoFilesOfAnImageThatIsSetAside() throws Exception {
    store.add("explanations", "killer/0123456789ab/killer_results.json", "of a killed worker");
    FailureRecords records = new FailureRecords(new WorkerIdentity("w", "1"), Clock.systemUTC());
    PendingImage killer = pending("killer");

    Failure failure = failed(pipeline().setAside(killer, records.workerDied(killer)));

    assertThat(failure.getCode()).isEqualTo(FailureRecords.WORKER_DIED);
    assertThat(store.keys("explanations")).isEmpty();
  }

  /**
   * @param failure supplies what reads throw from now on; null for nothing
   */
  private void failReads(Supplier<StoreException> failure) {
    store.before(key -> throwIfAny(failure.get()), Operation.GET, Operation.BUCKET_EXISTS);
  }

  private void failWrites(Supplier<StoreException> failure) {
    failWritesOf(key -> failure.get());
  }

  private void failWritesOf(Function<String, StoreException> failure) {
    store.before(key -> throwIfAny(failure.apply(key)), Operation.PUT);
  }

  private static void throwIfAny(StoreException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  private CompletableFuture<Outcome> submit(String key, String content) {
    store.addWithEtag("images", key, content, ETAG);
    return pipeline().submit(pending(key));
  }

  private static Explanation explained(CompletableFuture<Outcome> outcome)
      throws ExecutionException, InterruptedException {
    assertThat(outcome.get()).isInstanceOf(Outcome.Explained.class);
    return ((Outcome.Explained) outcome.get()).explanation();
  }

  private static Failure failed(CompletableFuture<Outcome> outcome)
      throws ExecutionException, InterruptedException {
    assertThat(outcome.get()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome.get()).failure();
  }

  private static PendingImage pending(String key) {
    ImageReference reference =
        ImageReference.newBuilder()
            .setBucket("images")
            .setKey(key)
            .setEtag(ETAG)
            .setSize(1)
            .setLastModified(Instant.EPOCH)
            .setDiscoveredAt(Instant.EPOCH)
            .setBatch("default")
            .setSource(DiscoverySource.LISTING)
            .build();
    return PendingImage.newBuilder()
        .setReference(reference)
        .setAttempts(1)
        .setBufferedAt(Instant.EPOCH)
        .build();
  }

  private StagedPipeline pipeline() {
    if (pipeline == null) {
      WorkerIdentity worker = new WorkerIdentity("w", "1");
      StoreRetry retry =
          new StoreRetry(availability, () -> store.bucketExists("explanations"), pause -> {});
      pipeline =
          new StagedPipeline(
              new PipelineOptions(
                  2,
                  1,
                  UPLOAD_THREADS,
                  // Renderers that a test holds leave one for inference.
                  UPLOAD_THREADS + 1,
                  1,
                  BATCH,
                  Duration.ofMillis(20),
                  1024 * 1024,
                  1024 * 1024),
              new ImageFetcher(store, retry, "images", 1000),
              engine,
              AuditSampler.of("off", 0),
              new ImageFinisher(
                  renderer,
                  new ArtifactPublisher(store, retry, "explanations"),
                  new ExplanationRecords(worker, engine.identity(), Clock.systemUTC()),
                  FakeEngine.MODEL,
                  RECORD_LIMIT),
              new FailureRecords(worker, Clock.systemUTC()),
              fatal::add,
              meters);
    }
    return pipeline;
  }

  /** The fake engine, which waits where the test wants it to. */
  private static final class ControlledEngine implements ImageExplainer {

    private final FakeEngine engine = new FakeEngine(Duration.ZERO);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger decoded = new AtomicInteger();
    private final AtomicInteger explained = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile long memoryOfImage = 1;

    void hold() {
      gate = new CountDownLatch(1);
    }

    void release() {
      gate.countDown();
    }

    int calls() {
      return calls.get();
    }

    int decodedImages() {
      return decoded.get();
    }

    int explainedImages() {
      return explained.get();
    }

    void awaitCalls(int count) {
      await().until(() -> calls.get() >= count);
    }

    @Override
    public ExplainerIdentity identity() {
      return engine.identity();
    }

    @Override
    public long memoryNeeded(byte[] file) {
      return memoryOfImage;
    }

    @Override
    public DecodedImage decode(byte[] file) throws UnreadableImageException {
      decoded.incrementAndGet();
      return engine.decode(file);
    }

    @Override
    public List<ImageExplanation> explain(List<DecodedImage> images) {
      calls.incrementAndGet();
      waitAt(gate);
      List<ImageExplanation> explanations = engine.explain(images);
      explained.addAndGet(images.size());
      return explanations;
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
