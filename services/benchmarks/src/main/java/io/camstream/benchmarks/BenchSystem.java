package io.camstream.benchmarks;

import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.service.WorkerSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** Topics and buckets of their own on the servers, so that measurements don't see each other. */
final class BenchSystem {

  private BenchSystem() {}

  /**
   * Makes them.
   *
   * @return settings for the services; nothing of them comes from the environment
   */
  static SettingsLoader create(BenchServers servers, Path checkpoint) {
    String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> settings = new HashMap<>(properties(servers.settingsFile()));
    settings.put("camstream.kafka.topic-prefix", name);
    settings.put("camstream.store.images-bucket", name + "-images");
    settings.put("camstream.store.explanations-bucket", name + "-explanations");
    settings.put("camstream.store.reports-bucket", name + "-reports");
    settings.put("camstream.ingest.mode", "once");
    settings.put("camstream.worker.model", checkpoint.toString());
    settings.put("camstream.worker.device", "cpu");
    settings.put("camstream.worker.audit", "off");
    settings.put(
        "camstream.report.state-dir", servers.settingsFile().resolveSibling(name).toString());
    SettingsLoader loader = SettingsLoader.of(settings);
    SystemSetup.apply(loader);
    return loader;
  }

  private static Map<String, String> properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> map = new HashMap<>();
    properties.forEach((key, value) -> map.put(key.toString(), value.toString()));
    return map;
  }

  /** A worker in a process of its own. Credentials go through the servers' file. */
  static BenchWorkerProcess worker(BenchServers servers, SettingsLoader settings) {
    StoreSettings store = settings.load(StoreSettings.class);
    Map<String, String> own = new LinkedHashMap<>();
    own.put("camstream.kafka.topic-prefix", settings.load(KafkaSettings.class).topicPrefix());
    own.put("camstream.store.images-bucket", store.imagesBucket());
    own.put("camstream.store.explanations-bucket", store.explanationsBucket());
    own.put("camstream.worker.model", settings.load(WorkerSettings.class).model().toString());
    own.put("camstream.worker.device", "cpu");
    own.put("camstream.worker.audit", "off");
    return BenchWorkerProcess.start(servers.settingsFile(), own);
  }
}
