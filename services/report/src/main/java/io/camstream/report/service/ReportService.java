package io.camstream.report.service;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.MinioObjectStore;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.streams.StreamsApplication;
import io.camstream.platform.streams.StreamsService;
import io.camstream.report.topology.ReportTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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
  private final String bucket;
  private final MeterRegistry meters;

  private ReportService(
      SettingsLoader loader,
      KafkaSettings kafka,
      AvroSerdes serdes,
      ObjectStore store,
      String bucket,
      MeterRegistry meters) {
    super(kafka, serdes, store, List.of(bucket));
    this.kafka = kafka;
    this.topicSettings = loader.load(TopicSettings.class);
    this.settings = loader.load(ReportSettings.class);
    this.serdes = serdes;
    this.store = store;
    this.bucket = bucket;
    this.meters = meters;
  }

  /**
   * Reads the settings and connects to nothing yet.
   *
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  public static ReportService create(SettingsLoader settings, MeterRegistry meters) {
    StoreSettings store = settings.load(StoreSettings.class);
    return new ReportService(
        settings,
        settings.load(KafkaSettings.class),
        AvroSerdes.create(settings.load(RegistrySettings.class)),
        MinioObjectStore.create(store),
        store.reportsBucket(),
        meters);
  }

  @Override
  protected StreamsApplication assemble(ShutdownSignal shutdown) {
    Topology topology =
        new ReportTopology(new Topics(kafka.topicPrefix()), serdes, settings.partitions()).build();
    return new RunningReport(
        topology, kafka, topicSettings, settings, store, bucket, shutdown, meters);
  }
}
