package io.camstream.worker.service;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.streams.StreamsApplication;
import io.camstream.platform.streams.StreamsService;
import io.camstream.worker.pipeline.EngineImageExplainer;
import io.camstream.worker.pipeline.ImageExplainer;
import io.camstream.worker.pipeline.WarmUp;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker: explains the images that the images topic refers to. Workers share the topic's
 * partitions, so more of them are faster.
 */
public final class WorkerService extends StreamsService {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);

  private final WorkerConfiguration configuration;
  private final Supplier<ImageExplainer> engine;
  private final Function<ExplainedImage, List<RenderedArtifact>> renderer;
  private final MeterRegistry meters;
  private final ObjectStore store;
  private final AvroSerdes serdes;
  private ImageExplainer explainer;

  private WorkerService(
      WorkerConfiguration configuration,
      AvroSerdes serdes,
      ObjectStore store,
      Supplier<ImageExplainer> engine,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      MeterRegistry meters) {
    super(
        configuration.kafka(),
        serdes,
        store,
        List.of(configuration.store().imagesBucket(), configuration.store().explanationsBucket()));
    this.configuration = configuration;
    this.serdes = serdes;
    this.store = store;
    this.engine = engine;
    this.renderer = renderer;
    this.meters = meters;
  }

  /**
   * A worker with the engine and the artifacts that the settings select. Reads the settings and
   * connects to nothing yet.
   *
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  public static WorkerService create(SettingsLoader settings, MeterRegistry meters) {
    WorkerSettings worker = settings.load(WorkerSettings.class);
    EngineOptions options = WorkerOptions.engine(worker);
    RenderingOptions rendering = WorkerOptions.rendering(worker);
    Supplier<ImageExplainer> engine =
        () -> EngineImageExplainer.open(worker.model(), options, WorkerOptions.decoder(worker));
    return create(settings, engine, new ArtifactRenderer(rendering)::render, meters);
  }

  /**
   * A worker with the given engine and renderer, for tests and measurements of the pipeline itself.
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
    ObjectStore store = ObjectStore.connect(settings.load(StoreSettings.class));
    return create(settings, store, engine, renderer, meters);
  }

  /**
   * A worker with the given engine, renderer and object store.
   *
   * @param store closed with the worker
   */
  public static WorkerService create(
      SettingsLoader settings,
      ObjectStore store,
      Supplier<ImageExplainer> engine,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      MeterRegistry meters) {
    WorkerConfiguration configuration = WorkerConfiguration.load(settings);
    AvroSerdes serdes = AvroSerdes.create(configuration.registry());
    return new WorkerService(configuration, serdes, store, engine, renderer, meters);
  }

  @Override
  protected void prepare() {
    phase("opening the model");
    explainer = engine.get();
    LOG.info("Explaining with {}", explainer.identity());
    new WarmUp(explainer, renderer).start();
  }

  @Override
  protected StreamsApplication assemble(ShutdownSignal shutdown) {
    return new RunningWorker(configuration, store, serdes, explainer, renderer, shutdown, meters);
  }

  @Override
  protected void discard() {
    if (explainer != null) {
      explainer.close();
    }
  }
}
