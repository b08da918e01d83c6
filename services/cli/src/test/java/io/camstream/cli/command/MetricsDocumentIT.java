package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.service.ProcessMeters;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed list of metrics is what the services show at {@code /metrics}. */
class MetricsDocumentIT {
  private static final Path DOCUMENT = Path.of("../../docs/metrics.md");
  private static final String WRITE = "camstream.docs.write";
  private static final String BEGIN = "<!-- generated from here -->";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Those of libraries that dashboard and alerts use; there are many more. */
  private static final List<String> OF_LIBRARIES =
      List.of(
          "jvm_gc_pause_seconds",
          "jvm_memory_max_bytes",
          "jvm_memory_used_bytes",
          "jvm_threads_live_threads",
          "kafka_consumer_fetch_manager_records_lag",
          "process_cpu_usage",
          "process_files_max_files",
          "process_files_open_files",
          "process_uptime_seconds",
          "system_cpu_count");

  private static final Pattern HELP = Pattern.compile("# HELP (\\S+) ?(.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=");

  private static final class Metric {
    private String type = "";
    private String help = "";
    private final TreeSet<String> labels = new TreeSet<>();
  }

  @Test
  void shouldListWhatTheServicesShow(@TempDir Path directory) throws IOException {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    String scrape;
    try (RunningPipeline pipeline = new RunningPipeline("metrics", directory, meters)) {
      pipeline.putSamples("a", 1);
      Path broken = Files.write(directory.resolve("broken.png"), new byte[] {1, 2, 3});
      pipeline.put("a/broken.png", broken);
      pipeline.startIngestAndReport();
      pipeline.startWorker(Map.of());
      scrape = scrapeWhenDone(pipeline, meters);
    }
    Map<String, Metric> metrics = parse(scrape);

    assertThat(metrics).containsKeys(OF_LIBRARIES.toArray(String[]::new));
    String before = Files.readString(DOCUMENT);
    String document = before.substring(0, before.indexOf(BEGIN)) + BEGIN + "\n\n" + table(metrics);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/metrics.md is not what the services show. Run this test with -D" + WRITE)
        .isEqualTo(document);
  }

  private static String scrapeWhenDone(RunningPipeline pipeline, PrometheusMeterRegistry meters) {
    KafkaSettings kafka = pipeline.settings().load(KafkaSettings.class);
    // The services bind the same metrics of their own consumers once a minute.
    try (ProcessMeters process = ProcessMeters.bind(pipeline.worker(), meters);
        Consumer<String, byte[]> consumer =
            KafkaClients.consumer(
                kafka, Optional.of("metrics-reader"), new ByteArrayDeserializer(), Map.of());
        KafkaClientMetrics clients = new KafkaClientMetrics(consumer)) {
      consumer.subscribe(List.of(new Topics(kafka.topicPrefix()).images().name()));
      await().atMost(LIMIT).until(() -> !consumer.poll(Duration.ofMillis(300)).isEmpty());
      clients.bindTo(meters);
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  Stream.of("explained", "failed")
                          .allMatch(
                              outcome ->
                                  meters.find("camstream.worker." + outcome).counters().stream()
                                      .anyMatch(counter -> counter.count() > 0))
                      && pipeline.files().stream().anyMatch(file -> file.endsWith("index.html")));
      System.gc();
      await().atMost(LIMIT).until(() -> meters.find("jvm.gc.pause").timer() != null);
      return meters.scrape();
    }
  }

  private static Map<String, Metric> parse(String scrape) {
    Map<String, Metric> metrics = new TreeMap<>();
    String current = "";
    for (String line : scrape.split("\n")) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      if (help.matches()) {
        current = help.group(1);
        metrics.computeIfAbsent(current, name -> new Metric()).help = help.group(2);
      } else if (type.matches()) {
        current = type.group(1);
        metrics.computeIfAbsent(current, name -> new Metric()).type = type.group(2);
      } else {
        Metric metric = metrics.get(current);
        Matcher label = LABEL.matcher(line);
        while (label.find()) {
          if (!label.group(1).equals("le")) {
            metric.labels.add(label.group(1));
          }
        }
      }
    }
    return metrics;
  }

  private static String table(Map<String, Metric> metrics) {
    StringBuilder table = new StringBuilder("| metric | type | labels | what it is |\n");
    table.append("|---|---|---|---|\n");
    metrics.forEach(
        (name, metric) -> {
          // The largest value of the last minutes, beside each timer.
          boolean listed =
              name.startsWith("camstream_") && !name.endsWith("_max")
                  || OF_LIBRARIES.contains(name);
          if (listed) {
            String help = metric.help.isBlank() ? "see Kafka's documentation" : metric.help;
            table.append(
                "| `%s` | %s | %s | %s |\n"
                    .formatted(name, metric.type, String.join(", ", metric.labels), help));
          }
        });
    return table.toString();
  }
}
