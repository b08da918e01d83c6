package io.camstream.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.testkit.SampleRecords;
import io.camstream.worker.pipeline.FailureRecords;
import io.camstream.worker.pipeline.WorkerIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What a worker does with the images that it finds in the buffer of a partition it takes over. */
class ExplanationProcessorRestartTest {

  private final HandDrivenPipeline pipeline = new HandDrivenPipeline();
  private final MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
  private final KeyValueStore<Long, PendingImage> store = store();
  private final CommitCycles cycles = new CommitCycles();
  private final InFlightLimit limit = new InFlightLimit(10);
  private final Set<String> living = new HashSet<>();
  private final AtomicBoolean leaving = new AtomicBoolean();

  @Test
  void shouldSubmitAllImagesOfTheBufferAgainInTheirOrderAfterACrash() {
    store.put(100L, SampleRecords.pendingImage("c", 0));
    store.put(7L, SampleRecords.pendingImage("a", 1));
    store.put(20L, SampleRecords.pendingImage("b", 1));

    start();
    commit();

    assertThat(pipeline.submittedKeys()).containsExactly("a", "b", "c");
    pipeline.explain("a", "b", "c");
    punctuate();
    assertThat(forwardedKeys()).containsExactly("images/a", "images/b", "images/c");
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void shouldCountTheAttemptBeforeItBegins() {
    store.put(7L, SampleRecords.pendingImage("a", 1));

    start();
    punctuate();
    assertThat(pipeline.submittedKeys()).isEmpty();
    assertThat(store.get(7L).getAttempts()).isEqualTo(2);

    commit();
    assertThat(pipeline.submission("a").alone()).isFalse();
    assertThat(pipeline.submission("a").image().getAttempts()).isEqualTo(2);
  }

  @Test
  void shouldMakeTheLastAttemptAloneAndCountItOnlyWhenItsTurnHasCome() {
    store.put(7L, SampleRecords.pendingImage("suspect", 2));

    start();
    commit();
    assertThat(pipeline.submission("suspect").alone()).isTrue();
    assertThat(store.get(7L).getAttempts()).isEqualTo(2);

    CompletableFuture<PendingImage> begun = pipeline.submission("suspect").begin().get();
    punctuate();
    assertThat(store.get(7L).getAttempts()).isEqualTo(3);
    assertThat(begun).isNotDone();

    commit();
    assertThat(begun).isCompletedWithValueMatching(image -> image.getAttempts() == 3);
    pipeline.explain("suspect");
    punctuate();
    assertThat(forwardedKeys()).containsExactly("images/suspect");
  }

  @Test
  void shouldSetAnImageAsideAfterThreeDeathsAndGoOnWithItsNeighbours() {
    store.put(7L, SampleRecords.pendingImage("killer", 3));
    store.put(8L, SampleRecords.pendingImage("neighbour", 1));

    start();
    commit();

    assertThat(pipeline.submittedKeys()).containsExactly("neighbour");
    Failure failure = (Failure) forwarded().get(0).record().value();
    assertThat(failure.getCode()).isEqualTo("WORKER_DIED");
    assertThat(failure.getReference().getKey()).isEqualTo("killer");
    assertThat(failure.getAttempts()).isEqualTo(3);
    assertThat(failure.getRetriable()).isTrue();
    assertThat(store.get(7L)).isNull();
  }

  @Test
  void shouldNotCountAttemptsOfWorkersThatLive() {
    living.add("frozen-for-a-while");
    store.put(7L, begun("a", 1, "frozen-for-a-while"));
    store.put(8L, begun("b", 3, "this-run"));
    store.put(9L, begun("c", 1, "killed"));

    start();

    assertThat(store.get(7L).getAttempts()).isEqualTo(1);
    assertThat(store.get(8L).getAttempts()).as("waits for its turn alone").isEqualTo(2);
    assertThat(store.get(9L).getAttempts()).isEqualTo(2);
    assertThat(store.get(9L).getBegunBy()).isEqualTo("this-run");
    assertThat(forwarded()).isEmpty();
  }

  @Test
  void shouldHandBackWhatIsNotDoneWhenTheWorkerStops() {
    store.put(6L, SampleRecords.pendingImage("done", 0));
    store.put(7L, SampleRecords.pendingImage("running", 1));
    store.put(8L, begun("suspect", 2, "killed"));
    start();
    commit();
    pipeline.explain("done");

    leaving.set(true);
    punctuate();

    assertThat(forwardedKeys()).containsExactly("images/done");
    assertThat(pipeline.submission("running").outcome()).isCancelled();
    assertThat(store.get(7L).getAttempts()).isEqualTo(1);
    assertThat(store.get(7L).getBegunBy()).isEmpty();
    assertThat(store.get(8L)).as("not begun yet").isEqualTo(begun("suspect", 2, "killed"));
    assertThat(limit.taken()).isZero();
  }

  @Test
  void shouldCountTheAttemptAtAnImageThatHoldsUpTheWorkerWhichStops() {
    store.put(7L, SampleRecords.pendingImage("endless", 1));
    store.put(8L, SampleRecords.pendingImage("neighbour", 1));
    start();
    commit();
    pipeline.holdUp("endless");

    leaving.set(true);
    punctuate();

    assertThat(store.get(7L).getAttempts()).isEqualTo(2);
    assertThat(store.get(7L).getBegunBy()).as("not to be taken back by the next").isEmpty();
    assertThat(store.get(8L).getAttempts()).isEqualTo(1);
  }

  @Test
  void shouldHandBackWhatWaitsForACommitWhenTheWorkerStops() {
    store.put(7L, SampleRecords.pendingImage("a", 0));
    start();
    assertThat(store.get(7L).getAttempts()).isEqualTo(1);

    leaving.set(true);
    punctuate();

    assertThat(pipeline.submittedKeys()).isEmpty();
    assertThat(store.get(7L).getAttempts()).isZero();
    assertThat(limit.taken()).isZero();
  }

  private static PendingImage begun(String key, int attempts, String by) {
    return PendingImage.newBuilder(SampleRecords.pendingImage(key, attempts))
        .setBegunBy(by)
        .build();
  }

  private void start() {
    ExplanationProcessor processor =
        new ExplanationProcessor(
            new ProcessorParts(
                new ReferenceReader(
                    AvroTestSerde.of(ImageReference.class).deserializer(), Clock.systemUTC()),
                pipeline,
                limit,
                cycles,
                new Attempts("this-run", living::contains),
                leaving::get,
                new FailureRecords(new WorkerIdentity("w", "1"), Clock.systemUTC()),
                new TopologyMetrics(new SimpleMeterRegistry(), limit),
                new FullBuffers(),
                4,
                10));
    processor.init(context);
    punctuate();
  }

  private void commit() {
    cycles.current().committed();
    punctuate();
  }

  private void punctuate() {
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
  }

  private List<CapturedForward<? extends String, ? extends SpecificRecord>> forwarded() {
    return context.forwarded();
  }

  private List<String> forwardedKeys() {
    return forwarded().stream().<String>map(forward -> forward.record().key()).toList();
  }

  private KeyValueStore<Long, PendingImage> store() {
    KeyValueStore<Long, PendingImage> buffer =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ExplanationTopology.BUFFER),
                Serdes.Long(),
                AvroTestSerde.of(PendingImage.class))
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    buffer.init(context.getStateStoreContext(), buffer);
    context.addStateStore(buffer);
    return buffer;
  }
}
