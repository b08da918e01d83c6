package io.camstream.report.service;

import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.streams.StreamsApplication;
import io.camstream.platform.streams.StreamsClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The topology and the writer of reports, once the servers answer. */
final class RunningReport implements StreamsApplication {

  private static final Duration COMPLETE_INTERVAL = Duration.ofMillis(300);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);
  private static final Duration LAST_CHECK = Duration.ofHours(1);

  private final StateDirectory directory;
  private final StreamsClient streams;
  private final ReportLoop loop;

  RunningReport(
      Topology topology,
      KafkaSettings kafka,
      TopicSettings topics,
      ReportSettings settings,
      ObjectStore store,
      String bucket,
      ShutdownSignal shutdown,
      MeterRegistry meters) {
    directory = StateDirectory.open(settings.stateDir());
    streams =
        new StreamsClient(
            new KafkaStreams(
                topology, StreamsSettings.of(kafka, topics, settings, directory.path())),
            StreamsSettings.SESSION,
            shutdown,
            meters);
    ReportTables tables = StateStoreTables.of(streams.kafkaStreams());
    ReportWriter writer =
        new ReportWriter(
            tables,
            store,
            bucket,
            settings.galleryImages(),
            directory.scratch(),
            Clock.systemUTC());
    loop =
        new ReportLoop(
            tables,
            writer,
            new WriteSchedule(settings.writeInterval(), COMPLETE_INTERVAL),
            new ReportChecks(CHECK_INTERVAL, LAST_CHECK),
            new ReportMetrics(meters),
            shutdown::failed);
  }

  @Override
  public void start() {
    streams.start();
    loop.start();
  }

  @Override
  public Readiness readiness() {
    Readiness now = streams.readiness("reports are written");
    return now.ready() ? loop.readiness() : now;
  }

  @Override
  public void close() {
    loop.close();
    streams.close();
    directory.close();
  }
}
