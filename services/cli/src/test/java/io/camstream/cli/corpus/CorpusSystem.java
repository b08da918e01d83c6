package io.camstream.cli.corpus;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.camstream.admin.ResultsReader;
import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.service.ReportService;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.worker.service.WorkerService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.LoggerFactory;

/** The whole pipeline on real servers with the demo's model, and all that can be seen of it. */
final class CorpusSystem implements AutoCloseable {

  private final EmbeddedServers servers;
  private final SettingsLoader settings;
  private final StoreSettings storeSettings;
  private final ObjectStore store;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Service> services = new ArrayList<>();
  private final List<ImageReference> references = new ArrayList<>();
  private final Map<String, List<String>> outcomes = new LinkedHashMap<>();
  private final List<Explanation> explanations = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Log log = new Log();
  private final ResultsReader reader;

  /**
   * @param data folder of the servers, which is theirs alone
   */
  CorpusSystem(Path data) {
    servers = EmbeddedServers.start(EmbeddedOptions.keepingDataIn(data));
    Map<String, String> properties = new HashMap<>(servers.settings());
    properties.put("camstream.topics.partitions", "4");
    properties.put("camstream.ingest.mode", "once");
    properties.put("camstream.worker.model", model().toString());
    properties.put("camstream.worker.methods", "gradcam");
    properties.put("camstream.worker.artifacts", "original,overlay,results");
    properties.put("camstream.report.write-interval", "500ms");
    properties.put("camstream.report.state-dir", data.resolve("report").toString());
    settings = SettingsLoader.of(properties);
    SystemSetup.apply(settings);
    storeSettings = settings.load(StoreSettings.class);
    store = ObjectStore.connect(storeSettings);
    Topics topics = topics();
    reader =
        new ResultsReader(
            settings.load(KafkaSettings.class),
            serdes(),
            List.of(topics.images(), topics.explanations(), topics.failures()));
  }

  private static Path model() {
    return Path.of("../../infra/demo/model").toAbsolutePath().normalize();
  }

  private Topics topics() {
    return new Topics(settings.load(KafkaSettings.class).topicPrefix());
  }

  private AvroSerdes serdes() {
    return AvroSerdes.create(settings.load(RegistrySettings.class));
  }

  ObjectStore store() {
    return store;
  }

  String imagesBucket() {
    return storeSettings.imagesBucket();
  }

  void put(String key, byte[] content) {
    store.put(storeSettings.imagesBucket(), key, content, "application/octet-stream");
  }

  void delete(String key) {
    store.delete(storeSettings.imagesBucket(), key);
  }

  /** Publishes what is in the bucket and returns when that is done. */
  void ingest() throws InterruptedException {
    try (IngestService ingest = IngestService.create(settings, meters)) {
      ingest.start();
      if (!ingest.awaitStopped(Duration.ofSeconds(60))) {
        throw new AssertionError("Ingest does not end: " + ingest.readiness());
      }
    }
  }

  /** Puts a reference on the topic, as anyone may who can write to it. */
  void publish(ImageReference reference) {
    try (Producer<String, ImageReference> producer =
        KafkaClients.producer(
            settings.load(KafkaSettings.class),
            serdes().valueSerde(topics().images()).serializer(),
            Map.of())) {
      producer.send(
          new ProducerRecord<>(topics().images().name(), ImageKey.of(reference), reference));
    }
  }

  void startServices() {
    services.add(WorkerService.create(settings, meters));
    services.add(ReportService.create(settings, meters));
    services.forEach(Service::start);
  }

  /** Whether all services work on. */
  boolean running() throws InterruptedException {
    for (Service service : services) {
      if (service.awaitStopped(Duration.ZERO)) {
        return false;
      }
    }
    return true;
  }

  boolean ready() {
    return services.stream().allMatch(service -> service.readiness().ready());
  }

  /** Reads on; returns whether each reference that was published has an outcome. */
  boolean allAnswered() {
    for (SpecificRecord value : reader.poll(Duration.ofMillis(300))) {
      if (value instanceof ImageReference reference) {
        references.add(reference);
      } else if (value instanceof Explanation explanation) {
        explanations.add(explanation);
        outcome(explanation.getReference(), CorpusFile.EXPLAINED);
      } else if (value instanceof Failure failure) {
        failures.add(failure);
        outcome(failure.getReference(), failure.getCode());
      }
    }
    return !references.isEmpty() && references.size() == explanations.size() + failures.size();
  }

  private void outcome(ImageReference reference, String code) {
    outcomes.computeIfAbsent(reference.getKey(), key -> new ArrayList<>()).add(code);
  }

  /** What became of the versions of an object, in the order of the partition. */
  List<String> outcomes(String key) {
    return outcomes.getOrDefault(key, List.of(CorpusFile.PASSED_OVER));
  }

  List<ImageReference> references() {
    return references;
  }

  List<Explanation> explanations() {
    return explanations;
  }

  List<Failure> failures() {
    return failures;
  }

  /** Keys of a bucket. */
  List<String> keys(String bucket) {
    return store.list(bucket, "").map(object -> object.key()).toList();
  }

  String explanationsBucket() {
    return storeSettings.explanationsBucket();
  }

  String reportsBucket() {
    return storeSettings.reportsBucket();
  }

  String report(String key) {
    String bucket = storeSettings.reportsBucket();
    ObjectVersion version =
        new ObjectVersion(bucket, key, Optional.empty(), store.head(bucket, key).etag());
    return new String(store.get(version, 64 << 20).bytes(), StandardCharsets.UTF_8);
  }

  /** What a collector of metrics sees. */
  String metrics() {
    return meters.scrape();
  }

  /** What an operator sees in the log. */
  List<String> logLines() {
    return log.lines();
  }

  @Override
  public void close() {
    services.forEach(Service::close);
    reader.close();
    store.close();
    servers.close();
    log.close();
  }

  /** All that is logged at INFO and above, whoever logs it. */
  private static final class Log extends AppenderBase<ILoggingEvent> {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    Log() {
      setContext(root.getLoggerContext());
      start();
      root.setLevel(Level.INFO);
      root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
      for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
        lines.add(String.valueOf(cause.getMessage()));
      }
    }

    List<String> lines() {
      return List.copyOf(lines);
    }

    void close() {
      root.detachAppender(this);
      root.setLevel(before);
    }
  }
}
