package io.camstream.chaos.system;

import io.camstream.chaos.check.CheckedSystem;
import io.camstream.embedded.PrivateFiles;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of one system under test: its topics, its buckets, and time-outs short enough that a
 * test can wait for them.
 */
public record SystemSettings(Map<String, String> values) {

  public SystemSettings {
    values = Map.copyOf(values);
  }

  /**
   * @param servers settings that point at broker, registry and store
   * @param prefix begins the names of topics and buckets
   */
  public static SystemSettings of(Map<String, String> servers, String prefix) {
    Map<String, String> values = new HashMap<>(servers);
    values.put("camstream.kafka.topic-prefix", prefix);
    values.put("camstream.topics.partitions", "6");
    values.put("camstream.store.images-bucket", prefix + "-images");
    values.put("camstream.store.explanations-bucket", prefix + "-explanations");
    values.put("camstream.store.reports-bucket", prefix + "-reports");
    values.put("camstream.ingest.poll-interval", "3s");
    values.put("camstream.worker.model", "none");
    values.put("camstream.worker.batch-size", "4");
    values.put("camstream.worker.threads", "1");
    values.put("camstream.worker.fetch-threads", "2");
    values.put("camstream.worker.upload-threads", "2");
    values.put("camstream.worker.max-in-flight", "64");
    values.put("camstream.worker.session-timeout", "6s");
    values.put("camstream.worker.transaction-timeout", "8s");
    values.put("camstream.report.partitions", "2");
    return new SystemSettings(values);
  }

  /** Makes topics, schemas and buckets. */
  public void setUp() {
    SystemSetup.apply(SettingsLoader.of(values));
  }

  /** Writes them, with others of one process alone, to a file of the owner alone. */
  Path writeTo(Path file, Map<String, String> others) {
    Properties properties = new Properties();
    properties.putAll(values);
    properties.putAll(others);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrivateFiles.write(file, List.of(text.toString()));
    return file;
  }

  /** What the checker needs to know. */
  public CheckedSystem checked() {
    KafkaSettings kafka = SettingsLoader.of(values).load(KafkaSettings.class);
    return new CheckedSystem(
        KafkaClients.common(kafka),
        value("kafka.topic-prefix"),
        new CheckedSystem.Registry(URI.create(value("registry.url")), value("registry.token")),
        new CheckedSystem.Store(
            URI.create(value("store.endpoint")),
            value("store.access-key"),
            value("store.secret-key"),
            value("store.images-bucket"),
            value("store.explanations-bucket"),
            value("store.reports-bucket")));
  }

  private String value(String key) {
    return values.get("camstream." + key);
  }

  /** Hides the secrets. */
  @Override
  public String toString() {
    return "SystemSettings[" + value("kafka.topic-prefix") + "]";
  }
}
