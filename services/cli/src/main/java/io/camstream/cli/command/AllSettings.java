package io.camstream.cli.command;

import io.camstream.ingest.service.IngestSettings;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.HttpSettings;
import io.camstream.report.live.LiveSettings;
import io.camstream.report.service.ReportSettings;
import io.camstream.worker.service.WorkerSettings;
import java.util.List;

/** All groups of settings. */
public final class AllSettings {
  /** In the order of the documentation: what users set first comes first. */
  public static final List<Class<?>> MAPPINGS =
      List.of(
          KafkaSettings.class,
          TopicSettings.class,
          RegistrySettings.class,
          StoreSettings.class,
          HttpSettings.class,
          IngestSettings.class,
          WorkerSettings.class,
          ReportSettings.class,
          LiveSettings.class);

  private AllSettings() {}
}
