package io.camstream.report.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.BatchTombstone;
import io.camstream.platform.kafka.SchemaSetup;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.report.service.StateStoreTables;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTopologyTest {

  private static final Instant LATER = SampleRecords.NOON.plusSeconds(3_600);

  @TempDir Path stateDirectory;

  private final Topics topics = new Topics("test");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private TopologyTestDriver driver;
  private StateStoreTables tables;
  private TestInputTopic<String, ImageReference> images;
  private TestInputTopic<String, Explanation> explanations;
  private TestInputTopic<String, Failure> failures;

  @BeforeEach
  void start() {
    new SchemaSetup(registry, Duration.ofSeconds(1)).register(topics.all());
    AvroSerdes serdes = new AvroSerdes(registry);
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-report");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class);
    driver = new TopologyTestDriver(new ReportTopology(topics, serdes, 4).build(), config);
    images = input(topics.images(), serdes);
    explanations = input(topics.explanations(), serdes);
    failures = input(topics.failures(), serdes);
    tables =
        new StateStoreTables(
            () -> driver.getKeyValueStore(ReportTopology.ROWS),
            () -> driver.getKeyValueStore(ReportTopology.MAPS),
            () -> driver.getKeyValueStore(ReportTopology.BATCHES),
            () -> driver.getKeyValueStore(ReportTopology.CHANGES));
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(
      Topic<V> topic, AvroSerdes serdes) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.valueSerde(topic).serializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldCountDiscoveredExplainedAndFailedImagesOfEachBatch() {
    discover("plate/a.png", "plate/b.png", "plate/c.png", "other/a.png");
    explain(SampleRecords.reference("plate/a.png"));
    fail(SampleRecords.reference("plate/b.png"));

    BatchProgress plate = tables.batches().get("plate");

    assertThat(plate.getDiscovered()).isEqualTo(3);
    assertThat(plate.getExplained()).isEqualTo(1);
    assertThat(plate.getFailed()).isEqualTo(1);
    assertThat(Progress.pending(plate)).isEqualTo(1);
    assertThat(Progress.pending(tables.batches().get("other"))).isEqualTo(1);
  }

  @Test
  void shouldKeepTheRowsOfABatchTogetherAndApartFromOthers() {
    discover("plate/a.png", "plates/a.png", "plat/a.png", "plate/b.png");

    assertThat(rows("plate").keySet())
        .extracting(RowKey::imageKey)
        .containsExactly("images/plate/a.png", "images/plate/b.png");
    assertThat(rows("nobody")).isEmpty();
  }

  @Test
  void shouldReplaceAFailureWhenAReplaySucceeds() {
    fail(SampleRecords.reference("plate/a.png"));
    explain(SampleRecords.reference("plate/a.png"));

    assertThat(row("plate/a.png").getFailure()).isNull();
    BatchProgress plate = tables.batches().get("plate");
    assertThat(plate.getDiscovered()).isEqualTo(1);
    assertThat(plate.getFailed()).isZero();
    assertThat(plate.getExplained()).isEqualTo(1);
  }

  @Test
  void shouldForgetTheResultOfAnObjectThatHasChanged() {
    explain(SampleRecords.reference("plate/a.png"));
    image(SampleRecords.reference("plate/a.png", "etag-2", LATER, null));

    assertThat(RowState.of(row("plate/a.png"))).isEqualTo(RowState.PENDING);
    assertThat(tables.maps(key("plate/a.png"))).isEmpty();
    assertThat(tables.batches().get("plate").getDiscovered()).isEqualTo(1);
    assertThat(tables.batches().get("plate").getExplained()).isZero();
  }

  @Test
  void shouldPassOverALateResultOfAnOlderVersion() {
    image(SampleRecords.reference("plate/a.png", "etag-2", LATER, null));
    explain(SampleRecords.reference("plate/a.png"));

    assertThat(RowState.of(row("plate/a.png"))).isEqualTo(RowState.PENDING);
    assertThat(tables.maps(key("plate/a.png"))).isEmpty();
  }

  @Test
  void shouldKeepTheMapsValuesApartFromTheRows() {
    Explanation explanation = explain(SampleRecords.reference("plate/a.png"));

    assertThat(row("plate/a.png").getExplanation().getMaps())
        .allSatisfy(map -> assertThat(map.getValues()).isEmpty());
    assertThat(tables.maps(key("plate/a.png"))).isEqualTo(explanation.getMaps());
  }

  @Test
  void shouldChangeTheRevisionOnlyWhenSomethingIsNew() {
    discover("plate/a.png");
    long first = tables.batches().get("plate").getRevision();
    discover("plate/a.png");
    assertThat(tables.batches().get("plate").getRevision()).isEqualTo(first);

    explain(SampleRecords.reference("plate/a.png"));
    assertThat(tables.batches().get("plate").getRevision()).isGreaterThan(first);
  }

  @Test
  void shouldForgetEveryImageOfABatchThatIsReset() {
    explain(SampleRecords.reference("plate/a.png"));
    fail(SampleRecords.reference("plate/b.png"));
    explain(SampleRecords.reference("other/a.png"));

    forget(explanations, "plate/a.png");
    forget(failures, "plate/b.png");

    assertThat(rows("plate")).isEmpty();
    assertThat(tables.maps(key("plate/a.png"))).isEmpty();
    assertThat(tables.batches().get("plate").getDiscovered()).isZero();
    assertThat(tables.batches().get("plate").getExplained()).isZero();
    assertThat(tables.batches().get("plate").getFailed()).isZero();
    assertThat(tables.batches().get("other").getExplained()).isEqualTo(1);
  }

  /** The topics have no order among each other. */
  @Test
  void shouldNotBringBackWhatIsReadAfterItWasForgotten() {
    explain(SampleRecords.reference("plate/a.png"));
    forget(explanations, "plate/a.png");
    long revision = tables.batches().get("plate").getRevision();

    image(SampleRecords.reference("plate/a.png"));
    image(SampleRecords.reference("plate/late.png"));
    fail(SampleRecords.reference("plate/a.png"));

    assertThat(rows("plate")).isEmpty();
    assertThat(tables.batches().get("plate").getRevision()).isEqualTo(revision);
  }

  @Test
  void shouldExplainTheSameVersionAnewAfterAReset() {
    explain(SampleRecords.reference("plate/a.png"));
    ImageReference again = discoveredLater(SampleRecords.reference("plate/a.png"));
    image(again);

    forget(explanations, "plate/a.png");
    assertThat(RowState.of(row("plate/a.png"))).isEqualTo(RowState.PENDING);
    assertThat(tables.maps(key("plate/a.png"))).isEmpty();

    explain(again);
    assertThat(RowState.of(row("plate/a.png"))).isEqualTo(RowState.EXPLAINED);
    assertThat(tables.batches().get("plate").getDiscovered()).isEqualTo(1);
    assertThat(tables.batches().get("plate").getExplained()).isEqualTo(1);
  }

  @Test
  void shouldKeepAnOutcomeOfTheNewVersionThatIsReadBeforeTheReset() {
    ImageReference again = discoveredLater(SampleRecords.reference("plate/a.png"));
    explain(again);

    forget(failures, "plate/a.png");

    assertThat(RowState.of(row("plate/a.png"))).isEqualTo(RowState.EXPLAINED);
    assertThat(tables.maps(key("plate/a.png"))).isNotEmpty();
  }

  private static ImageReference discoveredLater(ImageReference reference) {
    return ImageReference.newBuilder(reference).setDiscoveredAt(LATER).build();
  }

  private static <V> void forget(TestInputTopic<String, V> topic, String key) {
    Headers headers = new RecordHeaders();
    new BatchTombstone(key.substring(0, key.indexOf('/')), SampleRecords.NOON.plusSeconds(1))
        .addTo(headers);
    topic.pipeInput(new TestRecord<>("images/" + key, null, headers));
  }

  @Test
  void shouldPassOverBytesThatAreNoRecordOfOurs() {
    driver
        .createInputTopic(topics.images().name(), new StringSerializer(), new StringSerializer())
        .pipeInput("images/plate/a.png", "no Avro");
    driver
        .createInputTopic(topics.images().name(), new StringSerializer(), new StringSerializer())
        .pipeInput("images/plate/a.png", (String) null);
    discover("plate/b.png");

    assertThat(tables.batches().get("plate").getDiscovered()).isEqualTo(1);
  }

  private void discover(String... keys) {
    for (String key : keys) {
      image(SampleRecords.reference(key));
    }
  }

  private void image(ImageReference reference) {
    images.pipeInput("images/" + reference.getKey(), reference);
  }

  private Explanation explain(ImageReference reference) {
    Explanation explanation = SampleRecords.explanation(reference, 0.7, 0.2, 0.1);
    explanations.pipeInput("images/" + reference.getKey(), explanation);
    return explanation;
  }

  private void fail(ImageReference reference) {
    failures.pipeInput(
        "images/" + reference.getKey(), SampleRecords.failure(reference, "EMPTY_FILE", "no bytes"));
  }

  private Map<RowKey, ReportRow> rows(String batch) {
    Map<RowKey, ReportRow> rows = new LinkedHashMap<>();
    tables.forEachRow(batch, rows::put);
    return rows;
  }

  private ReportRow row(String key) {
    return rows(key.substring(0, key.indexOf('/'))).get(key(key));
  }

  private static RowKey key(String key) {
    return new RowKey(key.substring(0, key.indexOf('/')), "images/" + key);
  }
}
