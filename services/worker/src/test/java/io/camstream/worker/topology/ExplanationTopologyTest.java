package io.camstream.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Stage;
import io.camstream.testkit.SampleRecords;
import io.camstream.worker.pipeline.FailureRecords;
import io.camstream.worker.pipeline.WorkerIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The topology, driven by hand; numbers of failures are those of the peers' failures. */
class ExplanationTopologyTest {

  private static final Topics TOPICS = new Topics("test");
  private static final int MAX_IN_FLIGHT = 6;
  private static final int MAX_WAITING = 4;

  private final HandDrivenPipeline pipeline = new HandDrivenPipeline();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExplanationTopology topology =
      new ExplanationTopology(
          TOPICS,
          AvroTestSerde.all(),
          pipeline,
          new FlowLimits(MAX_IN_FLIGHT, 1, MAX_WAITING),
          new FailureRecords(new WorkerIdentity("w", "1"), Clock.systemUTC()),
          "run",
          run -> false,
          Clock.systemUTC(),
          meters);
  private final TopologyTestDriver driver = new TopologyTestDriver(topology.build(), config());
  private final TestInputTopic<String, byte[]> images =
      driver.createInputTopic(
          TOPICS.images().name(), new StringSerializer(), new ByteArraySerializer());
  private final TestOutputTopic<String, Explanation> explanations =
      driver.createOutputTopic(
          TOPICS.explanations().name(),
          new StringDeserializer(),
          AvroTestSerde.of(Explanation.class).deserializer());
  private final TestOutputTopic<String, Failure> failures =
      driver.createOutputTopic(
          TOPICS.failures().name(),
          new StringDeserializer(),
          AvroTestSerde.of(Failure.class).deserializer());

  private boolean closed;

  @AfterEach
  void close() {
    if (!closed) {
      driver.close();
    }
  }

  @Test
  void shouldKeepTheBufferInTheChangelogThatSetupMakes() {
    send("a");
    commit();

    assertThat(driver.producedTopicNames()).containsExactly(TOPICS.pendingImages().topic());
  }

  @Test
  void shouldEmitTailWhenNoMoreReferencesArrive() {
    send("a", "b");
    commit();
    pipeline.explain("a", "b");

    punctuate();

    assertThat(explanations.readValuesToList()).hasSize(2);
    assertThat(buffered()).isZero();
  }

  @Test
  void shouldGiveEachResultTheKeyReferenceAndHeadersOfItsOwnRecord() {
    List<String> keys = List.of("a", "b", "c", "d", "e");
    keys.forEach(key -> send(SampleRecords.reference(key), "trace-of-" + key));
    commit();
    pipeline.explain("d", "b", "e");
    pipeline.fail("a", "UNREADABLE_IMAGE");
    punctuate();
    pipeline.explain("c");
    punctuate();

    List<TestRecord<String, Explanation>> results = explanations.readRecordsToList();
    assertThat(results)
        .extracting(result -> result.getValue().getReference().getKey())
        .containsExactly("b", "d", "e", "c");
    assertThat(results)
        .allSatisfy(
            result -> {
              String key = result.getValue().getReference().getKey();
              assertThat(result.getKey()).isEqualTo("images/" + key);
              assertThat(trace(result.headers())).isEqualTo("trace-of-" + key);
            });
    TestRecord<String, Failure> failure = failures.readRecord();
    assertThat(failure.getKey()).isEqualTo("images/a");
    assertThat(failure.getValue().getReference().getKey()).isEqualTo("a");
    assertThat(trace(failure.headers())).isEqualTo("trace-of-a");
    assertThat(failures.isEmpty()).isTrue();
  }

  @Test
  void shouldMakeAnExceptionInThePunctuatorTheFailureOfItsOwnImage() {
    send("a", "b", "c");
    commit();
    pipeline.submission("b").outcome().completeExceptionally(new IllegalStateException("a bug"));
    pipeline.explain("a", "c");

    punctuate();

    assertThat(explanations.readKeyValuesToList())
        .extracting(result -> result.key)
        .containsExactly("images/a", "images/c");
    TestRecord<String, Failure> failure = failures.readRecord();
    assertThat(failure.getKey()).isEqualTo("images/b");
    assertThat(failure.getValue().getCode()).isEqualTo("INTERNAL_ERROR");
    assertThat(failure.getValue().getMessage()).contains("a bug");
    assertThat(buffered()).isZero();
  }

  @Test
  void shouldNotBeginAnImageBeforeItsAttemptIsCommitted() {
    send("a");
    punctuate();
    assertThat(pipeline.submittedKeys()).isEmpty();

    commit();
    assertThat(pipeline.submittedKeys()).containsExactly("a");
    assertThat(pipeline.submission("a").image().getAttempts()).isEqualTo(1);
  }

  @Test
  void shouldKeepAnImageInTheBufferUntilItsOutcomeIsForwarded() {
    send("a");
    commit();
    assertThat(buffered()).isEqualTo(1);

    pipeline.fail("a", "UNREADABLE_IMAGE");
    punctuate();
    assertThat(buffered()).isZero();
    assertThat(failures.readValue().getStage()).isEqualTo(Stage.DECODE);
  }

  @Test
  void shouldNotHoldUpOthersBehindASlowImage() {
    send("slow", "b", "c");
    commit();
    pipeline.explain("b", "c");
    punctuate();

    assertThat(explanations.readValuesToList()).hasSize(2);
  }

  @Test
  void shouldForwardOutcomesOfOneObjectInTheOrderOfItsVersions() {
    send(SampleRecords.version("a", "old"), "t");
    commit();
    send(SampleRecords.version("a", "new"), "t");
    commit();
    var submissions = pipeline.submissions("a");
    pipeline.explain(submissions.get(1));
    punctuate();
    assertThat(explanations.isEmpty()).isTrue();

    pipeline.explain(submissions.get(0));
    punctuate();
    assertThat(explanations.readValuesToList())
        .extracting(explanation -> explanation.getReference().getEtag())
        .containsExactly("old", "new");
  }

  @Test
  void shouldHaveNoMoreImagesInFlightThanAllowed() {
    for (int i = 0; i < MAX_IN_FLIGHT + 3; i++) {
      send("image-" + i);
    }
    commit();
    assertThat(pipeline.submittedKeys()).hasSize(MAX_IN_FLIGHT);
    assertThat(buffered()).isEqualTo(MAX_IN_FLIGHT + 3L);

    pipeline.explain("image-0", "image-1");
    punctuate();
    commit();
    assertThat(pipeline.submittedKeys()).hasSize(MAX_IN_FLIGHT + 2);
  }

  @Test
  void shouldAskForNoMoreOfAPartitionWhileItsBufferIsFull() {
    for (int i = 0; i < MAX_IN_FLIGHT + MAX_WAITING; i++) {
      assertThat(topology.full().contains(0)).isFalse();
      send("image-" + i);
    }
    commit();
    assertThat(topology.full().contains(0)).isTrue();

    pipeline.explain("image-0");
    punctuate();
    punctuate();
    assertThat(topology.full().contains(0)).isFalse();
  }

  @Test
  void shouldMakeAFailureOfARecordThatIsNoReference() {
    images.pipeInput("images/x.png", new byte[] {1, 2, 3});
    images.pipeInput("images/y.png", null);
    send("a");
    commit();

    assertThat(failures.readValuesToList())
        .extracting(failure -> failure.getReference().getKey(), Failure::getCode)
        .containsExactly(
            tuple("x.png", "UNREADABLE_REFERENCE"), tuple("y.png", "UNREADABLE_REFERENCE"));
    assertThat(pipeline.submittedKeys()).containsExactly("a");
  }

  @Test
  void shouldForwardNothingAndFreeItsPlacesWhenTheTaskIsClosed() {
    send("a", "b");
    commit();
    send("c");
    var late = pipeline.submission("a").outcome();

    driver.close();
    closed = true;

    assertThat(late).isCancelled();
    assertThat(meters.get("camstream.worker.in.flight").gauge().value()).isZero();
    assertThat(meters.get("camstream.worker.buffered").gauge().value()).isZero();
  }

  private void send(String... keys) {
    for (String key : keys) {
      send(SampleRecords.reference(key), "t");
    }
  }

  private void send(ImageReference reference, String trace) {
    byte[] value =
        AvroTestSerde.of(ImageReference.class).serializer().serialize("images", reference);
    Headers headers =
        new RecordHeaders().add("traceparent", trace.getBytes(StandardCharsets.UTF_8));
    images.pipeInput(new TestRecord<>("images/" + reference.getKey(), value, headers, 0L));
  }

  /** What the producer does after a transaction; then the task goes on. */
  private void commit() {
    topology.cycles().current().committed();
    punctuate();
  }

  private void punctuate() {
    driver.advanceWallClockTime(ExplanationProcessor.PUNCTUATION);
  }

  private long buffered() {
    List<Long> offsets = new ArrayList<>();
    try (var all = driver.getKeyValueStore(ExplanationTopology.BUFFER).all()) {
      all.forEachRemaining(entry -> offsets.add((Long) entry.key));
    }
    return offsets.size();
  }

  private static String trace(Headers headers) {
    return new String(headers.lastHeader("traceparent").value(), StandardCharsets.UTF_8);
  }

  private static Properties config() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.pendingImages().application());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return config;
  }
}
