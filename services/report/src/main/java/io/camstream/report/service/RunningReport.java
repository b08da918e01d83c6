package io.camstream.report.service;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ReadinessLog;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.report.live.LiveActions;
import io.camstream.report.live.LiveBuckets;
import io.camstream.report.live.LiveServer;
import io.camstream.report.live.LiveSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.Topology;

/** What exists between the start and the end of the service. */
final class RunningReport implements AutoCloseable {

  private static final Duration COMPLETE_INTERVAL = Duration.ofMillis(300);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);
  private static final Duration LAST_CHECK = Duration.ofHours(1);

  private final StateDirectory directory;
  private final ReportStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final ReportLoop loop;
  private final FindingsTopic findings;
  private final AvroSerdes serdes;
  private final Optional<LiveServer> pages;
  private final ReadinessLog readinessLog = new ReadinessLog(this::readiness);

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
      ShutdownSignal ending,
      MeterRegistry meters) {
    this.serdes = serdes;
    directory = StateDirectory.open(settings.stateDir());
    streams =
        new ReportStreams(
            topology, StreamsSettings.of(kafka, topics, settings, directory.path()), ending);
    streamsMetrics = new KafkaStreamsMetrics(streams.kafkaStreams());
    streamsMetrics.bindTo(meters);
    findings = new FindingsTopic(kafka, serdes, new Topics(kafka.topicPrefix()).findings());
    ReportWriter writer =
        new ReportWriter(
            streams.tables(),
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
            streams.tables(),
            writer,
            new PageSchedule(settings.writeInterval(), COMPLETE_INTERVAL),
            new WriteSchedule(settings.tableInterval(), COMPLETE_INTERVAL),
            new ReportChecks(CHECK_INTERVAL, LAST_CHECK),
            new ReportChecks(CHECK_INTERVAL, LAST_CHECK),
            new ReportMetrics(meters),
            ending::failed);
    pages =
        live.port() < 0
            ? Optional.empty()
            : Optional.of(LiveServer.start(live, store, buckets, directory.scratch(), actions));
  }

  Optional<URI> address() {
    return pages.map(LiveServer::address);
  }

  void start() {
    streams.start();
    loop.start();
    readinessLog.start();
  }

  Readiness readiness() {
    if (serdes.areWaiting()) {
      return Readiness.notReady("waiting for the schema registry");
    }
    Readiness now = streams.readiness();
    return now.ready() ? loop.readiness() : now;
  }

  @Override
  public void close() {
    readinessLog.close();
    pages.ifPresent(LiveServer::close);
    loop.close();
    findings.close();
    streamsMetrics.close();
    streams.close();
    directory.close();
  }
}
