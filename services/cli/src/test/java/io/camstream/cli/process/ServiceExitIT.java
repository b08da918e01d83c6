package io.camstream.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.embedded.PrivateFiles;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.FaultyStore;
import io.camstream.testkit.SharedServers;
import io.camstream.testkit.StoreFault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where only a person can help, the process of the service ends and says in one line how. */
class ServiceExitIT {
  private static final String PREFIX = "service-exit-it";
  private static final String WRONG_SECRET = "not-the-secret-of-anybody";

  @TempDir private Path directory;

  /** All at once, since most of the time is the start of their machines. */
  @Test
  void shouldEndWithOneLineWhereOnlyAPersonCanHelp() throws Exception {
    SettingsLoader settings = SettingsLoader.of(settings());
    SystemSetup.apply(settings);
    publishAnImage(settings);
    try (FaultyStore full = FaultyStore.before(SharedServers.get().storeEndpoint())) {
      full.failWhere(
          request ->
              request.startsWith("PUT ")
                  ? StoreFault.error(507, "XMinioStorageFull")
                  : StoreFault.NONE);
      String secret = "camstream.store.secret-key=" + WRONG_SECRET;
      try (Ending ingest = end("ingest", secret);
          Ending worker = end("worker", "camstream.store.endpoint=" + full.endpoint());
          Ending report = end("report", "camstream.store.reports-bucket=" + PREFIX + "-nowhere");
          Ending bucketless = end("ingest", "camstream.store.images-bucket=" + PREFIX + "-none")) {
        ingest.assertSaid("camstream.store.secret-key");
        worker.assertSaid("The store is full");
        report.assertSaid(PREFIX + "-nowhere", "camstream setup");
        bucketless.assertSaid(PREFIX + "-none", "camstream setup");
      }
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(SharedServers.get().settings());
    settings.put("camstream.kafka.topic-prefix", PREFIX);
    settings.put("camstream.topics.partitions", "1");
    settings.put("camstream.store.images-bucket", PREFIX + "-images");
    settings.put("camstream.store.explanations-bucket", PREFIX + "-explanations");
    settings.put("camstream.store.reports-bucket", PREFIX + "-reports");
    settings.put("camstream.worker.model", CommandProcess.demo().resolve("model").toString());
    settings.put("camstream.worker.methods", "gradcam");
    settings.put("camstream.report.state-dir", directory.resolve("report").toString());
    return settings;
  }

  private static void publishAnImage(SettingsLoader settings) throws Exception {
    StoreSettings store = settings.load(StoreSettings.class);
    Path image;
    try (Stream<Path> files = Files.list(CommandProcess.demo().resolve("images/synthetic-cells"))) {
      image = files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
    }
    try (ObjectStore objects = ObjectStore.connect(store)) {
      objects.put(store.imagesBucket(), "b/1.png", image, "image/png");
    }
    try (IngestService ingest =
        IngestService.create(
            settings.with(Map.of("camstream.ingest.mode", "once")), new SimpleMeterRegistry())) {
      ingest.start();
      assertThat(ingest.awaitStopped(Duration.ofMinutes(1))).isTrue();
    }
  }

  /** Starts a service with one setting that is wrong. */
  private Ending end(String service, String wrong) throws Exception {
    Path config = Files.createTempFile(directory, service, ".properties");
    PrivateFiles.writeProperties(config, settings());
    return new Ending(CommandProcess.start(service, "--config", config.toString(), "--set", wrong));
  }

  private record Ending(CommandProcess process) implements AutoCloseable {
    void assertSaid(String... parts) throws InterruptedException {
      assertThat(process.awaitExit()).as("%s", process.lines()).isEqualTo(1);
      List<String> said = new ArrayList<>(process.lines());
      assertThat(said).filteredOn(line -> line.startsWith("camstream: ")).hasSize(1);
      assertThat(said.get(said.size() - 1)).startsWith("camstream: ").contains(parts);
      assertThat(said)
          .noneMatch(line -> line.matches("\\s+at [\\w.$/]+\\(.*") || line.contains(WRONG_SECRET))
          .noneMatch(line -> line.contains("Exception:"));
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
