package io.camstream.worker.service;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.objectstore.MinioObjectStore;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.pipeline.EngineImageExplainer;
import io.camstream.worker.pipeline.ImageExplainer;
import io.camstream.worker.pipeline.WarmUp;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains the images that the images topic names. Workers share the topic's partitions: start more
 * of them to go faster.
 */
public final class WorkerService implements Service {

  private static final Logger log = LoggerFactory.getLogger(WorkerService.class);

  private final WorkerConfiguration configuration;
  private final Supplier<ImageExplainer> engine;
  private final Function<ExplainedImage, List<RenderedArtifact>> renderer;
  private final MeterRegistry meters;
  private final ObjectStore store;
  private final AvroSerdes serdes;
  private final ShutdownSignal ending = new ShutdownSignal();
  private final Object lifecycle = new Object();
  private volatile String phase = "starting";
  private volatile RunningWorker running;
  private boolean closed;

  private WorkerService(
      WorkerConfiguration configuration,
      ObjectStore store,
      Supplier<ImageExplainer> engine,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      MeterRegistry meters) {
    this.configuration = configuration;
    this.store = store;
    this.engine = engine;
    this.renderer = renderer;
    this.meters = meters;
    this.serdes = AvroSerdes.create(configuration.registry());
  }

  /**
   * A worker with the engine and the pictures that the settings ask for. Reads the settings;
   * connects to nothing yet.
   *
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  public static WorkerService create(SettingsLoader settings, MeterRegistry meters) {
    WorkerConfiguration configuration = WorkerConfiguration.load(settings);
    WorkerSettings worker = configuration.worker();
    EngineOptions options = WorkerOptions.engine(worker);
    RenderingOptions rendering = WorkerOptions.rendering(worker);
    Supplier<ImageExplainer> engine =
        () -> EngineImageExplainer.open(worker.model(), options, WorkerOptions.decoder(worker));
    return new WorkerService(
        configuration,
        MinioObjectStore.create(configuration.store()),
        engine,
        new ArtifactRenderer(rendering)::render,
        meters);
  }

  /**
   * A worker with another engine and other pictures, such as none, for tests and measurements of
   * the pipeline itself.
   *
   * @param engine opens the engine when the worker starts; {@link
   *     io.camstream.platform.error.UserError} if it can't
   * @param renderer a pure, thread-safe function
   */
  public static WorkerService create(
      SettingsLoader settings,
      Supplier<ImageExplainer> engine,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      MeterRegistry meters) {
    ObjectStore store = MinioObjectStore.create(settings.load(StoreSettings.class));
    return create(settings, store, engine, renderer, meters);
  }

  /**
   * The same with another store.
   *
   * @param store is closed with the worker
   */
  public static WorkerService create(
      SettingsLoader settings,
      ObjectStore store,
      Supplier<ImageExplainer> engine,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      MeterRegistry meters) {
    return new WorkerService(WorkerConfiguration.load(settings), store, engine, renderer, meters);
  }

  /**
   * Opens the model, waits for Kafka, the schema registry and the object store where they don't
   * answer yet, and begins to join the group; {@link #readiness()} tells when it has its share of
   * the partitions.
   */
  @Override
  public void start() {
    phase = "opening the model";
    ImageExplainer explainer = engine.get();
    log.info("Explaining with {}", explainer.identity());
    new WarmUp(explainer, renderer).start();
    boolean started = false;
    try {
      Servers servers = new Servers(ending, now -> phase = now);
      servers.awaitTopics(configuration.kafka(), configuration.topics());
      servers.awaitSchemas(serdes, configuration.topics());
      servers.awaitBuckets(store, configuration.store());
      started = run(explainer);
    } finally {
      if (!started) {
        explainer.close();
      }
    }
  }

  /** Unless the worker has been closed meanwhile. */
  private boolean run(ImageExplainer explainer) {
    synchronized (lifecycle) {
      if (closed || ending.isOver()) {
        return false;
      }
      running =
          new RunningWorker(configuration, store, serdes, explainer, renderer, ending, meters);
      running.start();
      return true;
    }
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
    RunningWorker now = running;
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
