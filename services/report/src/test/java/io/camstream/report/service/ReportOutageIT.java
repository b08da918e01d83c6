package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SampleRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A report service whose servers go away for a while: for {@code -Dcamstream.outage}, or as long as
 * it takes to be noticed. They are its own, because others use the shared.
 */
@Timeout(400)
class ReportOutageIT {

  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("camstream.outage", "PT3S"));
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(10);
  private static final Topics TOPICS = new Topics("report-outage");
  private static final String REPORTS = "report-outage-reports";

  private static EmbeddedServers servers;
  private static SettingsLoader settings;
  private static AvroSerdes serdes;
  private static ObjectStore store;

  @BeforeAll
  static void startServers() {
    servers = EmbeddedServers.start(EmbeddedOptions.temporary());
    Map<String, String> properties = new HashMap<>(servers.settings());
    properties.put("camstream.kafka.topic-prefix", "report-outage");
    properties.put("camstream.topics.partitions", "2");
    properties.put("camstream.store.reports-bucket", REPORTS);
    properties.put("camstream.report.partitions", "2");
    properties.put("camstream.report.write-interval", "200ms");
    settings = SettingsLoader.of(properties);
    SystemSetup.apply(settings);
    serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    store = ObjectStore.connect(settings.load(StoreSettings.class));
  }

  @AfterAll
  static void stopServers() {
    store.close();
    servers.close();
  }

  @Test
  void shouldWaitForTheStoreAndWriteWhatWasMissed() {
    try (ReportService service = started()) {
      discover("store/a.png");
      awaitDiscovered("store", 1, LIMIT);

      servers.store().stop();
      discover("store/b.png");
      awaitWaiting(service, "the object store");
      lastOutage();
      servers.store().restart();

      assertGoesOn("store", "store", 2);
      await().atMost(LIMIT).until(() -> service.readiness().ready());
    }
  }

  @Test
  void shouldWaitForKafkaAndGoOn() {
    try (ReportService service = started()) {
      discover("kafka/a.png");
      awaitDiscovered("kafka", 1, LIMIT);

      servers.broker().stop();
      awaitWaiting(service, "Kafka");
      lastOutage();
      servers.broker().restart();

      discover("kafka/b.png");
      assertGoesOn("Kafka", "kafka", 2);
      await().atMost(LIMIT).until(() -> service.readiness().ready());
    }
  }

  @Test
  void shouldNotNeedTheRegistryInFullFlow() {
    try (ReportService service = started()) {
      discover("registry/a.png");
      awaitDiscovered("registry", 1, LIMIT);

      servers.registry().stop();
      discover("registry/b.png");
      awaitDiscovered("registry", 2, LIMIT);
      lastOutage();
      assertThat(service.readiness().ready()).isTrue();
      servers.registry().restart();
    }
  }

  @Test
  void shouldWaitForAllServersAtTheStart() {
    discover("start/a.png");
    servers.broker().stop();
    servers.registry().stop();
    servers.store().stop();
    try (ReportService service = ReportService.create(settings, new SimpleMeterRegistry())) {
      Thread starting = new Thread(service::start, "starting");
      starting.start();
      awaitWaiting(service, "Kafka");
      lastOutage();
      servers.broker().restart();
      awaitWaiting(service, "the schema registry");
      lastOutage();
      servers.registry().restart();
      awaitWaiting(service, "the object store");
      lastOutage();
      servers.store().restart();

      assertGoesOn("servers", "start", 1);
    }
  }

  private static ReportService started() {
    ReportService service = ReportService.create(settings, new SimpleMeterRegistry());
    service.start();
    await().atMost(LIMIT).until(() -> service.readiness().ready());
    return service;
  }

  private static void awaitWaiting(ReportService service, String server) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                !service.readiness().ready()
                    && service.readiness().reason().startsWith("waiting for " + server));
  }

  /** The outage is noticed; it lasts on. */
  private static void lastOutage() {
    long end = System.nanoTime() + OUTAGE.toNanos();
    await().atMost(OUTAGE.plus(LIMIT)).until(() -> System.nanoTime() >= end);
  }

  private static void assertGoesOn(String server, String batch, int discovered) {
    long back = System.nanoTime();
    awaitDiscovered(batch, discovered, GOES_ON_WITHIN);
    System.out.printf(
        "After %s without the %s the report was written %s after its return.%n",
        OUTAGE, server, Duration.ofNanos(System.nanoTime() - back));
  }

  private static void awaitDiscovered(String batch, int count, Duration limit) {
    await()
        .atMost(limit)
        // Not written yet, or written anew between the two requests.
        .ignoreExceptionsMatching(
            e -> e instanceof ObjectGoneException || e instanceof ObjectChangedException)
        .until(() -> discovered(batch) == count);
  }

  private static int discovered(String batch) throws IOException {
    String key = batch + "/summary.json";
    ObjectVersion version =
        new ObjectVersion(REPORTS, key, Optional.empty(), store.head(REPORTS, key).etag());
    byte[] summary = store.get(version, 1 << 20).bytes();
    return new ObjectMapper().readTree(summary).get("counts").get("discovered").asInt();
  }

  private static void discover(String key) {
    Topic<ImageReference> images = TOPICS.images();
    ImageReference reference = SampleRecords.reference(key);
    try (Producer<String, ImageReference> producer =
        KafkaClients.producer(
            settings.load(KafkaSettings.class), serdes.valueSerde(images).serializer(), Map.of())) {
      producer.send(new ProducerRecord<>(images.name(), ImageKey.of(reference), reference));
    }
  }
}
