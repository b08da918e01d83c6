package io.camstream.cli.run;

import io.camstream.cli.terminal.Terminal;
import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.embedded.PrivateFiles;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.service.ReportService;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All services in this process, with servers as child processes, until it is stopped. */
public final class StandaloneSystem {
  private static final long LOOK_MILLIS = 500;

  private final Path model;
  private final StandaloneDirectory directory;

  /**
   * @param model a checkpoint that has been checked
   * @param directory closed by the caller
   */
  public StandaloneSystem(Path model, StandaloneDirectory directory) {
    this.model = model.toAbsolutePath();
    this.directory = directory;
  }

  /**
   * Runs until the thread is interrupted.
   *
   * @param whenReady called with the servers and buckets once images are processed
   * @throws RuntimeException if a server or service stops
   */
  public void run(
      Terminal terminal, SettingsLoader baseSettings, Consumer<RunningStandalone> whenReady)
      throws InterruptedException {
    try (Resources resources = new Resources()) {
      Terminal.Step starting = terminal.step("Starting Kafka, a schema registry and an S3 store");
      EmbeddedServers servers =
          resources.add(EmbeddedServers.start(EmbeddedOptions.keepingDataIn(directory.servers())));
      Map<String, String> shared = shared(servers);
      SettingsLoader settings = baseSettings.with(shared).with(own(baseSettings));
      SystemSetup.apply(settings);
      starting.done("Kafka, schema registry and S3 store are running");
      writeFiles(shared, servers);

      Terminal.Step loading = terminal.step("Loading the model");
      ServiceGroup services = resources.add(new ServiceGroup());
      LocalActions actions = new LocalActions(settings, true);
      WorkerService worker =
          services.start(WorkerService.create(settings, new SimpleMeterRegistry()));
      ReportService report =
          services.start(ReportService.create(settings, new SimpleMeterRegistry(), actions));
      IngestService ingest =
          services.start(IngestService.create(settings, new SimpleMeterRegistry()));
      actions.add("ingest", ingest);
      actions.add("worker", worker);
      actions.add("report", report);
      services.awaitStarted();
      loading.done("Model is loaded");
      whenReady.accept(
          new RunningStandalone(
              servers, settings.load(StoreSettings.class).imagesBucket(), report.address()));
      while (true) {
        services.requireRunning();
        servers.requireRunning();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  /** Settings that other processes need too. */
  private Map<String, String> shared(EmbeddedServers servers) {
    Map<String, String> shared = new HashMap<>(servers.settings());
    shared.put("camstream.worker.model", model.toString());
    return shared;
  }

  private Map<String, String> own(SettingsLoader baseSettings) {
    return Map.of(
        "camstream.report.state-dir", directory.state("report").toString(),
        "camstream.live.port", LivePages.port(baseSettings),
        "camstream.live.uploads", LivePages.uploads(baseSettings));
  }

  private void writeFiles(Map<String, String> shared, EmbeddedServers servers) {
    Properties properties = new Properties();
    properties.putAll(shared);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, " For further processes of this pipeline. Holds its secret key.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrivateFiles.write(directory.settingsFile(), List.of(text.toString()));
    PrivateFiles.write(
        directory.awsCredentialsFile(),
        List.of(
            "[default]",
            "aws_access_key_id = " + servers.accessKey(),
            "aws_secret_access_key = " + servers.secretKey()));
  }
}
