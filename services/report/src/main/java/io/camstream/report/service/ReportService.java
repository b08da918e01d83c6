package io.camstream.report.service;

import io.camstream.platform.health.Readiness;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.registry.AvroSerdes;
import io.camstream.platform.registry.RegistrySettings;
import io.camstream.platform.runner.Service;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.store.MinioObjectStore;
import io.camstream.platform.store.ObjectStore;
import io.camstream.platform.store.StoreSettings;
import io.camstream.platform.topics.TopicSettings;
import io.camstream.platform.topics.TopicSetup;
import io.camstream.platform.topics.Topics;
import io.camstream.report.output.ReportWriter;
import io.camstream.report.output.WriteSchedule;
import io.camstream.report.topology.ReportTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;

/**
 * Follows the topics of images, explanations and failures, and keeps a report of each batch in the
 * reports bucket. Several processes share the batches.
 */
public final class ReportService implements Service {

  private static final Duration COMPLETE_INTERVAL = Duration.ofMillis(300);

  private final KafkaSettings kafka;
  private final TopicSettings topicSettings;
  private final ReportSettings settings;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final ObjectStore store;
  private final String bucket;
  private final MeterRegistry meters;
  private final Ending ending = new Ending();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Running running;

  /** What exists between start and close. */
  private record Running(
      StateDirectory directory,
      ReportStreams streams,
      KafkaStreamsMetrics metrics,
      ReportLoop loop) {
    Readiness readiness() {
      return streams.readiness().ready() ? loop.readiness() : streams.readiness();
    }

    void close() {
      loop.close();
      metrics.close();
      streams.close();
      directory.close();
    }
  }

  private ReportService(SettingsLoader loader, MeterRegistry meters) {
    StoreSettings storeSettings = loader.load(StoreSettings.class);
    this.kafka = loader.load(KafkaSettings.class);
    this.topicSettings = loader.load(TopicSettings.class);
    this.settings = loader.load(ReportSettings.class);
    this.topics = new Topics(kafka.topicPrefix());
    this.serdes = AvroSerdes.create(loader.load(RegistrySettings.class));
    this.store = MinioObjectStore.create(storeSettings);
    this.bucket = storeSettings.reportsBucket();
    this.meters = meters;
  }

  /**
   * Reads the settings; connects to nothing yet.
   *
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  public static ReportService create(SettingsLoader settings, MeterRegistry meters) {
    return new ReportService(settings, meters);
  }

  /**
   * Returns once it has begun to join its group; {@link #readiness()} tells when it has its share
   * of the batches.
   */
  @Override
  public void start() {
    try (Admin admin = KafkaClients.admin(kafka)) {
      new TopicSetup(admin)
          .require(List.of(topics.images(), topics.explanations(), topics.failures()));
    }
    StateDirectory directory = StateDirectory.open(settings.stateDir());
    ReportStreams streams =
        new ReportStreams(
            new ReportTopology(topics, serdes, settings.partitions()).build(),
            StreamsSettings.of(kafka, topicSettings, settings, directory.path()),
            ending);
    KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams.kafkaStreams());
    streamsMetrics.bindTo(meters);
    running = new Running(directory, streams, streamsMetrics, loop(streams, directory));
    streams.start();
    running.loop().start();
  }

  private ReportLoop loop(ReportStreams streams, StateDirectory directory) {
    ReportWriter writer =
        new ReportWriter(
            streams.tables(),
            store,
            bucket,
            settings.galleryImages(),
            directory.scratch(),
            Clock.systemUTC());
    WriteSchedule schedule = new WriteSchedule(settings.writeInterval(), COMPLETE_INTERVAL);
    return new ReportLoop(
        streams.tables(), writer::write, schedule, new ReportMetrics(meters), ending::failed);
  }

  @Override
  public boolean awaitStopped(Duration limit) throws InterruptedException {
    return ending.await(limit);
  }

  @Override
  public Readiness readiness() {
    Running now = running;
    if (now == null || ending.isOver()) {
      return Readiness.notReady(now == null ? "starting" : "stopped");
    }
    return now.readiness();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (running != null) {
        running.close();
      }
      store.close();
      ending.stopped();
    }
  }
}
