package io.camstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.admin.ResultsReader;
import io.camstream.cli.process.CommandProcess;
import io.camstream.embedded.PrivateFiles;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectContent;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.service.ReportKeys;
import io.camstream.report.service.ReportService;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.testkit.SharedServers;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All services on the shared servers, and what an onlooker sees. Not thread-safe. */
final class RunningPipeline implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Path SAMPLES = CommandProcess.demo().resolve("images/synthetic-cells");

  private final SettingsLoader settings;
  private final Path config;
  private final StoreSettings storeSettings;
  private final ObjectStore store;
  private final List<Service> services = new ArrayList<>();
  private final MeterRegistry meters;
  private Optional<Service> worker = Optional.empty();

  RunningPipeline(String prefix, Path directory) {
    this(prefix, directory, new SimpleMeterRegistry());
  }

  RunningPipeline(String prefix, Path directory, MeterRegistry meters) {
    this.meters = meters;
    Map<String, String> properties = new HashMap<>(SharedServers.get().settings());
    properties.put("camstream.kafka.topic-prefix", prefix);
    properties.put("camstream.topics.partitions", "2");
    properties.put("camstream.store.images-bucket", prefix + "-images");
    properties.put("camstream.store.explanations-bucket", prefix + "-explanations");
    properties.put("camstream.store.reports-bucket", prefix + "-reports");
    properties.put("camstream.ingest.poll-interval", "200ms");
    properties.put("camstream.report.partitions", "1");
    properties.put("camstream.report.write-interval", "300ms");
    properties.put("camstream.worker.artifacts", "original,results");
    properties.put("camstream.worker.model", CommandProcess.demo().resolve("model").toString());
    this.settings = SettingsLoader.of(properties);
    this.config = directory.resolve("camstream.properties");
    PrivateFiles.writeProperties(config, properties);
    SystemSetup.apply(settings);
    this.storeSettings = settings.load(StoreSettings.class);
    this.store = ObjectStore.connect(storeSettings);
  }

  SettingsLoader settings() {
    return settings;
  }

  Path config() {
    return config;
  }

  void startIngestAndReport() {
    services.add(IngestService.create(settings, meters));
    services.add(ReportService.create(settings, meters));
    services.forEach(Service::start);
  }

  void startWorker(Map<String, String> overrides) {
    worker = Optional.of(WorkerService.create(settings.with(overrides), meters));
    worker.get().start();
  }

  void stopWorker() {
    worker.ifPresent(Service::close);
    worker = Optional.empty();
  }

  /** Puts the first samples into the folder of a batch. */
  void putSamples(String batch, int count) {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      files
          .filter(file -> file.toString().endsWith(".png"))
          .sorted()
          .limit(count)
          .forEach(file -> put(batch + "/" + file.getFileName(), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String key, Path file) {
    store.put(storeSettings.imagesBucket(), key, file, "image/png");
  }

  Service worker() {
    return worker.orElseThrow();
  }

  void deleteImages(String batch) {
    keys(storeSettings.imagesBucket(), batch + "/")
        .forEach(key -> store.delete(storeSettings.imagesBucket(), key));
  }

  /** All that the pipeline has written to its buckets. */
  List<String> files() {
    return Stream.of(storeSettings.explanationsBucket(), storeSettings.reportsBucket())
        .flatMap(bucket -> keys(bucket, "").stream().map(key -> bucket + "/" + key))
        .toList();
  }

  private List<String> keys(String bucket, String prefix) {
    try (Stream<StoredObject> objects = store.list(bucket, prefix)) {
      return objects.map(StoredObject::key).toList();
    }
  }

  /** The counts of the batch's report, such as {@code [explained=3, failed=0]}; none if none. */
  List<String> counts(String batch) {
    requireRunning();
    String bucket = storeSettings.reportsBucket();
    String key = ReportKeys.of(batch, ReportKeys.SUMMARY);
    try {
      String etag = store.head(bucket, key).etag();
      ObjectContent content =
          store.get(new ObjectVersion(bucket, key, Optional.empty(), etag), 1 << 20);
      JsonNode counts = new ObjectMapper().readTree(content.bytes()).get("counts");
      List<String> texts = new ArrayList<>();
      counts.fields().forEachRemaining(field -> texts.add(field.getKey() + "=" + field.getValue()));
      return texts;
    } catch (ObjectGoneException | ObjectChangedException e) {
      // Not written yet, or being replaced.
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws what stopped a service. */
  private void requireRunning() {
    try {
      for (Service service : services) {
        if (service.awaitStopped(Duration.ZERO)) {
          throw new IllegalStateException("A service has stopped");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Topics topics() {
    return new Topics(settings.load(KafkaSettings.class).topicPrefix());
  }

  List<ImageReference> published() {
    requireRunning();
    return read(topics().images());
  }

  List<Explanation> explanations() {
    return read(topics().explanations());
  }

  List<Failure> failures() {
    return read(topics().failures());
  }

  private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    AvroSerdes serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    List<V> values = new ArrayList<>();
    try (ResultsReader reader =
        new ResultsReader(settings.load(KafkaSettings.class), serdes, List.of(topic))) {
      do {
        reader.poll(POLL).forEach(value -> values.add(topic.valueType().cast(value)));
      } while (!reader.atEnd());
    }
    return values;
  }

  /** Records that withdraw explanations or failures. */
  long withdrawn() {
    List<String> names = List.of(topics().explanations().name(), topics().failures().name());
    try (Consumer<String, byte[]> consumer =
        KafkaClients.consumer(
            settings.load(KafkaSettings.class),
            Optional.empty(),
            new ByteArrayDeserializer(),
            Map.of())) {
      List<TopicPartition> partitions =
          names.stream()
              .flatMap(name -> Stream.of(new TopicPartition(name, 0), new TopicPartition(name, 1)))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long count = 0;
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          count += record.value() == null ? 1 : 0;
        }
      }
      return count;
    }
  }

  @Override
  public void close() {
    stopWorker();
    services.forEach(Service::close);
    store.close();
  }
}
