package io.camstream.report.service;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.BucketSetup;
import io.camstream.platform.objectstore.MinioObjectStore;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ServerWait;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.live.LiveActions;
import io.camstream.report.live.LiveBuckets;
import io.camstream.report.live.LiveSettings;
import io.camstream.report.topology.ReportTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Follows the topics of images, explanations and failures, and keeps a report of each batch in the
 * reports bucket. Several processes share the batches.
 */
public final class ReportService implements Service {

  /** Short, so that it is soon said what is waited for. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final TopicSettings topicSettings;
  private final ReportSettings settings;
  private final Topics topics;
  private final AvroSerdes serdes;
  private final ObjectStore store;
  private final String bucket;
  private final MeterRegistry meters;
  private final ShutdownSignal ending = new ShutdownSignal();
  private final LiveSettings live;
  private final LiveBuckets buckets;
  private final LiveActions actions;
  private final Object lifecycle = new Object();
  private volatile String phase = "starting";
  private volatile RunningReport running;
  private boolean closed;

  private ReportService(SettingsLoader loader, MeterRegistry meters, LiveActions actions) {
    StoreSettings storeSettings = loader.load(StoreSettings.class);
    this.kafka = loader.load(KafkaSettings.class);
    this.topicSettings = loader.load(TopicSettings.class);
    this.settings = loader.load(ReportSettings.class);
    this.topics = new Topics(kafka.topicPrefix());
    this.serdes = AvroSerdes.create(loader.load(RegistrySettings.class));
    this.store = MinioObjectStore.create(storeSettings);
    this.bucket = storeSettings.reportsBucket();
    this.live = loader.load(LiveSettings.class);
    this.buckets =
        new LiveBuckets(
            storeSettings.imagesBucket(),
            storeSettings.explanationsBucket(),
            storeSettings.reportsBucket());
    this.actions = actions;
    this.meters = meters;
  }

  /**
   * Reads the settings; connects to nothing yet.
   *
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  public static ReportService create(SettingsLoader settings, MeterRegistry meters) {
    ReportService service = new ReportService(settings, meters, LiveActions.none());
    if (service.live.port() >= 0 && service.live.token().isEmpty()) {
      throw new UserError(
          "Pages are served only to those who know a token. Set camstream.live.token, or"
              + " camstream.live.port to -1.");
    }
    return service;
  }

  /**
   * The same as part of a larger system, for pages that are served. Without a token in the
   * settings, one is drawn by lot: {@link #address()} has it.
   */
  public static ReportService create(
      SettingsLoader settings, MeterRegistry meters, LiveActions actions) {
    return new ReportService(settings, meters, actions);
  }

  /**
   * Where the pages of all batches are served, with the token that is needed to see them; empty
   * where they are not, or not yet. Show it to the user alone, and log it nowhere.
   */
  public Optional<URI> address() {
    RunningReport now = running;
    return now == null ? Optional.empty() : now.address();
  }

  /**
   * Waits for Kafka, the schema registry and the object store where they don't answer yet, and
   * begins to join the group; {@link #readiness()} tells when it has its share of the batches.
   */
  @Override
  public void start() {
    awaitServers();
    synchronized (lifecycle) {
      if (closed || ending.isOver()) {
        return;
      }
      running =
          new RunningReport(
              new ReportTopology(topics, serdes, settings.partitions()).build(),
              kafka,
              topicSettings,
              settings,
              store,
              buckets,
              live,
              actions,
              serdes,
              ending,
              meters);
      running.start();
    }
  }

  private void awaitServers() {
    List<Topic<?>> read =
        List.of(topics.images(), topics.explanations(), topics.failures(), topics.findings());
    ServerWait wait = new ServerWait(ending, now -> phase = now, ReportService::explained);
    wait.await("Kafka", () -> requireTopics(read));
    wait.await("the schema registry", () -> serdes.require(read));
    wait.await("the object store", () -> new BucketSetup(store).require(bucket));
  }

  private void requireTopics(List<Topic<?>> read) {
    try (Admin admin = KafkaClients.admin(kafka, ANSWER_LIMIT)) {
      new TopicSetup(admin).require(read);
    }
  }

  private static RuntimeException explained(Exception failure) {
    return failure instanceof StoreDeniedException
        ? new UserError(failure.getMessage(), failure)
        : ReportStreamFailures.explained(failure);
  }

  @Override
  public boolean awaitStopped(Duration limit) throws InterruptedException {
    return ending.await(limit);
  }

  @Override
  public Readiness readiness() {
    if (ending.isOver()) {
      return Readiness.notReady("stopped");
    }
    RunningReport now = running;
    return now == null ? Readiness.notReady(phase) : now.readiness();
  }

  @Override
  public void close() {
    ending.stopped();
    synchronized (lifecycle) {
      if (closed) {
        return;
      }
      closed = true;
      if (running != null) {
        running.close();
      }
      store.close();
    }
  }
}
