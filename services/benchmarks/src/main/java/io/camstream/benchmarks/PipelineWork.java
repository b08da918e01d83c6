package io.camstream.benchmarks;

import io.camstream.cli.run.BatchResult;
import io.camstream.cli.run.ImageUpload;
import io.camstream.cli.run.ReportWatch;
import io.camstream.cli.run.Resources;
import io.camstream.cli.run.ServiceGroup;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.Service;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.service.ReportService;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The work of the services, on real servers in other processes. */
final class PipelineWork {

  private static final int WARM_UP_IMAGES = 1_500;
  private static final int IMAGES = 1_200;
  private static final int REFERENCES = 30_000;
  private static final int MANY_REFERENCES = 100_000;
  private static final int MANY_IMAGES = 5_000;
  private static final String BATCH = "bench";
  private static final double MEGABYTE = 1 << 20;

  private final Workbench bench;
  private final List<Double> serverMillis = new ArrayList<>();

  PipelineWork(Workbench bench) {
    this.bench = bench;
  }

  /** From images in the bucket to explanations on the topic, files in the store and a report. */
  Measurement wholePipeline() {
    return new Measurement(
        "pipeline, %d images".formatted(IMAGES),
        () -> {
          if (serverMillis.isEmpty()) {
            explainImages(WARM_UP_IMAGES); // Code is compiled meanwhile.
          }
          PipelineCost cost = explainImages(IMAGES);
          serverMillis.add(cost.serverMillis());
          return cost.services();
        });
  }

  /**
   * For each image.
   *
   * @param serverMillis processor time of broker, registry and store
   */
  private record PipelineCost(Cost services, double serverMillis) {}

  /** What the servers needed for an image of the whole pipeline; one phrase, if it was measured. */
  List<String> serversShare() {
    return serverMillis.isEmpty()
        ? List.of()
        : List.of(
            "beside it, broker, registry and store: %s ms"
                .formatted(Target.number(Spread.of(serverMillis).median())));
  }

  private PipelineCost explainImages(int images) throws InterruptedException {
    try (Resources resources = new Resources()) {
      SettingsLoader settings = system(bench.servers());
      StoreSettings storeSettings = settings.load(StoreSettings.class);
      ObjectStore store = resources.add(ObjectStore.connect(storeSettings));
      upload(store, storeSettings, images);
      ServiceGroup services = resources.add(new ServiceGroup());
      Service worker = services.start(WorkerService.create(settings, new SimpleMeterRegistry()));
      Service report = services.start(ReportService.create(settings, new SimpleMeterRegistry()));
      services.awaitStarted();
      services.awaitReady(worker);
      services.awaitReady(report);
      try (ExplanationCounter counter = new ExplanationCounter(settings)) {
        double servers = bench.servers().processorMillis();
        Stopwatch watch = Stopwatch.start();
        Service ingest = resources.add(IngestService.create(settings, new SimpleMeterRegistry()));
        ingest.start();
        counter.await(images, () -> requireSound(ingest, services));
        BatchResult all = new BatchResult(BATCH, images, images, 0, 0, 0);
        new ReportWatch(store, storeSettings.reportsBucket()).awaitComplete(List.of(all));
        return new PipelineCost(
            watch.cost(images), (bench.servers().processorMillis() - servers) / images);
      }
    }
  }

  /** Ingest ends by itself; what stops it before is thrown here. */
  static void requireSound(Service ingest, ServiceGroup services) throws InterruptedException {
    ingest.awaitStopped(Duration.ZERO);
    services.requireRunning();
  }

  private void upload(ObjectStore store, StoreSettings settings, int images)
      throws InterruptedException {
    new ImageUpload(store, settings.imagesBucket())
        .put(bench.samples().numbered(images, BATCH), Map.of());
  }

  /** Topics and buckets of their own for a measurement. */
  private SettingsLoader system(BenchServers servers) {
    return BenchSystem.create(servers, bench.checkpoint());
  }

  /** What references cost, without images: a store and an engine that do nothing. */
  Measurement referencePath() {
    return new Measurement(
        "references, %,d".formatted(REFERENCES),
        () -> {
          try (ReferenceRun run = ReferenceRun.start(system(bench.servers()), REFERENCES)) {
            run.measure(REFERENCES / 3); // Groups are joined and code is compiled meanwhile.
            return run.measure(REFERENCES);
          }
        });
  }

  /** Whether a reference costs the same when there are many. */
  Goal flatCost() {
    Measurement measurement =
        new Measurement(
            "references, last against second tenth of %,d".formatted(MANY_REFERENCES),
            this::lastAgainstSecondTenth);
    return new FigureGoal(
        "f",
        "processor time of a reference: last tenth of %,d against the second"
            .formatted(MANY_REFERENCES),
        measurement,
        Cost::cpuMillis,
        Target.atMost(1.05, "×"),
        List::of,
        1,
        true);
  }

  private Cost lastAgainstSecondTenth() throws InterruptedException {
    int tenth = MANY_REFERENCES / 10;
    try (ReferenceRun warmUp = ReferenceRun.start(system(bench.servers()), REFERENCES)) {
      warmUp.measure(REFERENCES);
    }
    // All are published before, so that every tenth is the same work.
    try (ReferenceRun run = ReferenceRun.startPublished(system(bench.servers()), MANY_REFERENCES)) {
      run.measure(tenth); // The worker joins its group meanwhile.
      Cost second = run.measure(2 * tenth);
      run.measure(MANY_REFERENCES - tenth);
      Cost last = run.measure(MANY_REFERENCES);
      return new Cost(
          MANY_REFERENCES,
          last.wallMillis() / second.wallMillis(),
          last.cpuMillis() / second.cpuMillis());
    }
  }

  /** How much memory a worker takes that explains many images. */
  Goal memory() {
    List<String> notes = new ArrayList<>();
    Measurement measurement =
        new Measurement(
            "worker's memory over %,d images".formatted(MANY_IMAGES), () -> peakMemory(notes));
    return new FigureGoal(
        "m",
        "peak memory of a worker over %,d images".formatted(MANY_IMAGES),
        measurement,
        Cost::wallMillis,
        Target.atMost(1536, "MB"),
        () -> notes,
        1,
        true);
  }

  private Cost peakMemory(List<String> notes) throws InterruptedException {
    try (Resources resources = new Resources()) {
      SettingsLoader settings = uploaded(bench.servers(), resources, MANY_IMAGES);
      publishAll(settings);
      ExplanationCounter counter = resources.add(new ExplanationCounter(settings));
      BenchWorkerProcess worker = resources.add(BenchSystem.worker(bench.servers(), settings));
      counter.await(MANY_IMAGES / 10, worker::requireRunning);
      notes.add("after a tenth: %.0f MB".formatted(worker.memoryBytes() / MEGABYTE));
      counter.await(MANY_IMAGES, worker::requireRunning);
      notes.add("at the end: %.0f MB".formatted(worker.memoryBytes() / MEGABYTE));
      return new Cost(MANY_IMAGES, worker.peakMemoryBytes() / MEGABYTE, 0);
    }
  }

  private SettingsLoader uploaded(BenchServers servers, Resources resources, int images)
      throws InterruptedException {
    SettingsLoader settings = system(servers);
    StoreSettings storeSettings = settings.load(StoreSettings.class);
    upload(resources.add(ObjectStore.connect(storeSettings)), storeSettings, images);
    return settings;
  }

  private static void publishAll(SettingsLoader settings) throws InterruptedException {
    try (IngestService ingest = IngestService.create(settings, new SimpleMeterRegistry())) {
      ingest.start();
      awaitEnd(ingest);
    }
  }

  /** Ingest ends by itself when all is published; what stops it before is thrown here. */
  static void awaitEnd(Service ingest) throws InterruptedException {
    while (!ingest.awaitStopped(Duration.ofSeconds(1))) {
      // Not yet.
    }
  }

  /** From the start of a worker's process to its first explanation on the topic. */
  Measurement workerStart() {
    return new Measurement(
        "worker start",
        () -> {
          try (BenchServers servers = bench.startServers()) {
            firstExplanation(servers); // What a start reads is in the system's cache afterwards.
            return firstExplanation(servers);
          }
        });
  }

  private Cost firstExplanation(BenchServers servers) throws InterruptedException {
    try (Resources resources = new Resources()) {
      SettingsLoader settings = uploaded(servers, resources, 1);
      publishAll(settings);
      ExplanationCounter counter = resources.add(new ExplanationCounter(settings));
      long start = System.nanoTime();
      BenchWorkerProcess worker = resources.add(BenchSystem.worker(servers, settings));
      counter.await(1, worker::requireRunning);
      return new Cost(1, (System.nanoTime() - start) / 1e6, worker.processorMillis());
    }
  }
}
