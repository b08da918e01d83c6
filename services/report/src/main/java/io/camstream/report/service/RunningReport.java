package io.camstream.report.service;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.streams.StreamsApplication;
import io.camstream.platform.streams.StreamsClient;
import io.camstream.report.live.LiveActions;
import io.camstream.report.live.LiveBuckets;
import io.camstream.report.live.LiveServer;
import io.camstream.report.live.LiveSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
  private final FindingsTopic findings;
  private final Optional<LiveServer> pages;

  RunningReport(
      Topology topology,
      KafkaSettings kafka,
      TopicSettings topics,
      ReportSettings settings,
      ObjectStore store,
      LiveBuckets buckets,
      LiveSettings live,
      LiveActions actions,
      AvroSerdes serdes,
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
    findings = new FindingsTopic(kafka, serdes, new Topics(kafka.topicPrefix()).findings());
    ReportTables tables = StateStoreTables.of(streams.kafkaStreams());
    ReportWriter writer =
        new ReportWriter(
            tables,
            store,
            buckets.reports(),
            settings.thumbnailPixels(),
            settings.colormap().id(),
            settings.partitions(),
            directory.scratch(),
            findings,
            Clock.systemUTC());
    loop =
        new ReportLoop(
            tables,
            writer,
            new PageSchedule(settings.writeInterval(), COMPLETE_INTERVAL),
            new WriteSchedule(settings.tableInterval(), COMPLETE_INTERVAL),
            new ReportChecks(CHECK_INTERVAL, LAST_CHECK),
            new ReportChecks(CHECK_INTERVAL, LAST_CHECK),
            new ReportMetrics(meters),
            shutdown::failed);
    pages =
        live.port() < 0
            ? Optional.empty()
            : Optional.of(LiveServer.start(live, store, buckets, directory.scratch(), actions));
  }

  Optional<URI> address() {
    return pages.map(LiveServer::address);
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
    pages.ifPresent(LiveServer::close);
    loop.close();
    findings.close();
    streams.close();
    directory.close();
  }
}
