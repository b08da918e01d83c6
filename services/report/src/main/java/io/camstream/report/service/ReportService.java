package io.camstream.report.service;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.streams.StreamsApplication;
import io.camstream.platform.streams.StreamsService;
import io.camstream.report.live.LiveActions;
import io.camstream.report.live.LiveBuckets;
import io.camstream.report.live.LiveSettings;
import io.camstream.report.topology.ReportTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.Topology;

/**
 * The report service: consumes images, explanations and failures, and writes a report of each batch
 * to the reports bucket. Several processes share the batches.
 */
public final class ReportService extends StreamsService {

  private final KafkaSettings kafka;
  private final TopicSettings topicSettings;
  private final ReportSettings settings;
  private final AvroSerdes serdes;
  private final ObjectStore store;
  private final MeterRegistry meters;
  private final LiveSettings live;
  private final LiveBuckets buckets;
  private final LiveActions actions;
  private volatile RunningReport running;

  private ReportService(
      SettingsLoader loader,
      KafkaSettings kafka,
      AvroSerdes serdes,
      ObjectStore store,
      LiveBuckets buckets,
      LiveActions actions,
      MeterRegistry meters) {
    super(kafka, serdes, store, List.of(buckets.reports()));
    this.kafka = kafka;
    this.topicSettings = loader.load(TopicSettings.class);
    this.settings = loader.load(ReportSettings.class);
    this.serdes = serdes;
    this.store = store;
    this.live = loader.load(LiveSettings.class);
    this.buckets = buckets;
    this.actions = actions;
    this.meters = meters;
  }

  /**
   * Reads the settings and connects to nothing yet.
   *
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  public static ReportService create(SettingsLoader settings, MeterRegistry meters) {
    ReportService service = create(settings, meters, LiveActions.none());
    if (service.live.port() >= 0 && service.live.token().isEmpty()) {
      service.close();
      throw new UserError(
          "Pages are served only to those who know a token. Set camstream.live.token, or"
              + " camstream.live.port to -1.");
    }
    return service;
  }

  /**
   * The same as part of a larger system that serves pages. Without a token in the settings, a
   * random one is generated; {@link #address()} contains it.
   */
  public static ReportService create(
      SettingsLoader settings, MeterRegistry meters, LiveActions actions) {
    StoreSettings store = settings.load(StoreSettings.class);
    return new ReportService(
        settings,
        settings.load(KafkaSettings.class),
        AvroSerdes.create(settings.load(RegistrySettings.class)),
        ObjectStore.connect(store),
        new LiveBuckets(store.imagesBucket(), store.explanationsBucket(), store.reportsBucket()),
        actions,
        meters);
  }

  /**
   * The address of the pages of all batches, with the token that opens them; empty if no pages are
   * served, or not yet. The address is a secret: show it to the user and do not log it.
   */
  public Optional<URI> address() {
    RunningReport now = running;
    return now == null ? Optional.empty() : now.address();
  }

  @Override
  protected List<Topic<?>> topics(Topics names) {
    List<Topic<?>> topics = new ArrayList<>(super.topics(names));
    topics.add(names.findings());
    return topics;
  }

  @Override
  protected StreamsApplication assemble(ShutdownSignal shutdown) {
    Topology topology =
        new ReportTopology(new Topics(kafka.topicPrefix()), serdes, settings.partitions()).build();
    running =
        new RunningReport(
            topology,
            kafka,
            topicSettings,
            settings,
            store,
            buckets,
            live,
            actions,
            serdes,
            shutdown,
            meters);
    return running;
  }
}
