package io.camstream.cli.run;

import io.camstream.cli.terminal.Terminal;
import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.service.ReportService;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the whole pipeline on a folder of images, with servers of its own, and ends. The services
 * are the same as in a permanent installation; only ingest lists the bucket once and stops.
 */
public final class PipelineRun {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

  private final Terminal terminal;
  private final SettingsLoader baseSettings;

  /**
   * @param baseSettings settings of the user; the servers' addresses are added
   */
  public PipelineRun(Terminal terminal, SettingsLoader baseSettings) {
    this.terminal = terminal;
    this.baseSettings = baseSettings;
  }

  /**
   * Runs to the end, passes the outcome to {@code whenDone}, and stops all services and servers
   * before it returns. An interrupt ends it at any moment, without results.
   */
  public void execute(PreparedRun run, Consumer<RunOutcome> whenDone) throws InterruptedException {
    try (Resources resources = new Resources()) {
      Terminal.Step starting = terminal.step("Starting Kafka, a schema registry and an S3 store");
      EmbeddedServers servers = resources.add(EmbeddedServers.start(EmbeddedOptions.temporary()));
      SettingsLoader settings = settings(run, servers);
      SystemSetup.apply(settings);
      starting.done("Kafka, schema registry and S3 store are running");
      whenDone.accept(explain(run, settings, servers, resources));
    }
  }

  private SettingsLoader settings(PreparedRun run, EmbeddedServers servers) {
    Map<String, String> overrides = new HashMap<>(servers.settings());
    overrides.put("camstream.topics.partitions", "8");
    overrides.put("camstream.ingest.mode", "once");
    overrides.put("camstream.live.port", LivePages.port(baseSettings));
    overrides.put("camstream.worker.model", run.model().toString());
    return baseSettings.with(overrides);
  }

  private RunOutcome explain(
      PreparedRun run, SettingsLoader settings, EmbeddedServers servers, Resources resources)
      throws InterruptedException {
    long start = System.nanoTime();
    StoreSettings storeSettings = settings.load(StoreSettings.class);
    ObjectStore store = resources.add(ObjectStore.connect(storeSettings));
    ServiceGroup services = resources.add(new ServiceGroup());
    Terminal.Step loading = terminal.step("Loading the model and uploading the images");
    LocalActions actions = new LocalActions(settings, false);
    actions.add(
        "worker", services.start(WorkerService.create(settings, new SimpleMeterRegistry())));
    ReportService report =
        services.start(ReportService.create(settings, new SimpleMeterRegistry(), actions));
    actions.add("report", report);
    upload(run, store, storeSettings.imagesBucket());
    services.awaitStarted();
    loading.done("Model is loaded, %d images are in the bucket".formatted(imageCount(run)));

    IngestService ingest = resources.add(IngestService.create(settings, new SimpleMeterRegistry()));
    report.address().ifPresent(address -> terminal.field("report", address.toString()));
    Terminal.Step explaining = terminal.step("Looking for images");
    ingest.start();
    Tally tally;
    try (RunProgress progress = new RunProgress(terminal, settings, imageCount(run))) {
      tally = progress.follow(ingest, services, servers);
    }
    explaining.done("Images are explained");
    publish(run.out(), tally, store, storeSettings);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new RunOutcome(tally.batches(), tally.total(), tally.failures(), took);
  }

  private static int imageCount(PreparedRun run) {
    return run.images().images().size();
  }

  private static void upload(PreparedRun run, ObjectStore store, String bucket)
      throws InterruptedException {
    Map<String, byte[]> manifests =
        run.labels().map(LabelsFile::manifests).orElseGet(run.images()::manifestContents);
    new ImageUpload(store, bucket).put(run.images().images(), manifests);
  }

  private void publish(OutputFolder out, Tally tally, ObjectStore store, StoreSettings settings)
      throws InterruptedException {
    Terminal.Step writing = terminal.step("Writing the report");
    new ReportWatch(store, settings.reportsBucket()).awaitComplete(tally.batches());
    BucketDownload download = new BucketDownload(store);
    out.replaceWith(
        folder -> {
          download.copy(settings.explanationsBucket(), folder.resolve(OutputFolder.EXPLANATIONS));
          download.copyUntilSettled(settings.reportsBucket(), folder.resolve(OutputFolder.REPORTS));
        });
    writing.done("Report is written");
    LOG.info("Results are in {}", out.folder());
  }
}
