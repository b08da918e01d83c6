package io.camstream.worker.service;

import io.camstream.engine.EngineFacts;
import io.camstream.engine.EngineSetting;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ReadinessLog;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.worker.pipeline.ArtifactPublisher;
import io.camstream.worker.pipeline.ExplanationRecords;
import io.camstream.worker.pipeline.FailureRecords;
import io.camstream.worker.pipeline.ImageExplainer;
import io.camstream.worker.pipeline.ImageFetcher;
import io.camstream.worker.pipeline.ImageFinisher;
import io.camstream.worker.pipeline.StagedPipeline;
import io.camstream.worker.pipeline.StoreAvailability;
import io.camstream.worker.pipeline.StoreRetry;
import io.camstream.worker.pipeline.WorkerIdentity;
import io.camstream.worker.topology.ExplanationTopology;
import io.camstream.worker.topology.TopologySerdes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline and the topology of a worker that has all it needs to run. */
final class RunningWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunningWorker.class);
  private static final Duration HAND_BACK_LIMIT = Duration.ofSeconds(1);

  private final ImageExplainer explainer;
  private final AvroSerdes serdes;
  private final StoreAvailability availability = new StoreAvailability();
  private final StagedPipeline pipeline;
  private final ExplanationTopology topology;
  private final WorkerStreams streams;
  private final ReadinessLog readinessLog = new ReadinessLog(this::readiness);

  /**
   * @param store stays the caller's to close, after this
   * @param explainer is closed with this
   */
  RunningWorker(
      WorkerConfiguration configuration,
      ObjectStore store,
      AvroSerdes serdes,
      ImageExplainer explainer,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      ShutdownSignal ending,
      MeterRegistry meters) {
    this.explainer = explainer;
    this.serdes = serdes;
    EngineFacts facts = explainer.facts();
    EngineSetting setting = configuration.engine(facts);
    log.info("The engine explains {}", setting.text());
    Clock clock = Clock.systemUTC();
    WorkerIdentity identity = configuration.identity();
    FailureRecords failures = new FailureRecords(identity, clock);
    String bucket = configuration.store().explanationsBucket();
    StoreRetry retry =
        new StoreRetry(availability, () -> store.bucketExists(bucket), RunningWorker::sleep);
    ImageFinisher finisher =
        new ImageFinisher(
            renderer,
            new ArtifactPublisher(store, retry, bucket),
            new ExplanationRecords(identity, explainer.identity(), clock),
            explainer.identity().model(),
            configuration.maxExplanationBytes());
    this.pipeline =
        new StagedPipeline(
            configuration.pipeline(setting, facts.processors(), explainer.identity().device()),
            new ImageFetcher(
                store,
                retry,
                configuration.store().imagesBucket(),
                configuration.worker().maxImageSize().bytes()),
            explainer,
            WorkerOptions.audit(configuration.worker()),
            finisher,
            failures,
            failure -> ending.failed(Mistakes.explain(failure)),
            meters);
    String run = UUID.randomUUID().toString();
    this.topology = topology(configuration, setting, run, failures, clock, meters);
    this.streams =
        new WorkerStreams(
            topology.build(),
            StreamsProperties.of(
                configuration.kafka(), configuration.topicSettings(), configuration.worker()),
            topology.clients(configuration.worker().guarantee() == Guarantee.EXACTLY_ONCE),
            run,
            configuration.worker().sessionTimeout(),
            ending,
            meters);
  }

  private ExplanationTopology topology(
      WorkerConfiguration configuration,
      EngineSetting setting,
      String run,
      FailureRecords failures,
      Clock clock,
      MeterRegistry meters) {
    return new ExplanationTopology(
        configuration.topics(),
        TopologySerdes.of(serdes, configuration.topics()),
        pipeline,
        configuration.flow(setting),
        failures,
        run,
        this::lives,
        clock,
        meters);
  }

  private boolean lives(String run) {
    return streams.lives(run);
  }

  void start() {
    streams.start();
    readinessLog.start();
  }

  Readiness readiness() {
    Optional<String> unavailability = availability.unavailability();
    if (unavailability.isPresent()) {
      return Readiness.notReady("waiting for the object store: " + unavailability.get());
    } else if (serdes.areWaiting()) {
      return Readiness.notReady("waiting for the schema registry");
    }
    return streams.readiness();
  }

  private static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  /** Hands back what is not done and leaves the group; then drops the work that is going on. */
  @Override
  public void close() {
    readinessLog.close();
    topology.leave(HAND_BACK_LIMIT);
    streams.close();
    pipeline.close();
    if (pipeline.terminated()) {
      explainer.close();
    } else {
      log.warn("A batch is still being explained; its memory is freed when the process ends.");
    }
  }
}
