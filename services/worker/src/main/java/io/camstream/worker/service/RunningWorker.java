package io.camstream.worker.service;

import io.camstream.engine.EngineFacts;
import io.camstream.engine.EngineSetting;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.service.UserErrors;
import io.camstream.platform.streams.StreamsApplication;
import io.camstream.platform.streams.StreamsClient;
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
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline and the topology of a worker whose model is open and whose servers answer. */
final class RunningWorker implements StreamsApplication {

  private static final Logger LOG = LoggerFactory.getLogger(RunningWorker.class);
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(1);

  private final ImageExplainer explainer;
  private final StoreAvailability availability = new StoreAvailability();
  private final StagedPipeline pipeline;
  private final ExplanationTopology topology;
  private final StreamsClient streams;

  /**
   * @param store closed by the caller, after this
   * @param explainer closed with this
   * @param shutdown receives failures that the worker can't recover from
   */
  RunningWorker(
      WorkerConfiguration configuration,
      ObjectStore store,
      AvroSerdes serdes,
      ImageExplainer explainer,
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      ShutdownSignal shutdown,
      MeterRegistry meters) {
    this.explainer = explainer;
    EngineFacts facts = explainer.facts();
    EngineSetting setting = configuration.engine(facts);
    LOG.info("The engine explains {}", setting.text());
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
            failure -> shutdown.failed(UserErrors.unchecked(failure)),
            meters);
    String run = UUID.randomUUID().toString();
    this.topology = topology(configuration, setting, serdes, run, failures, clock, meters);
    this.streams =
        new StreamsClient(
            new KafkaStreams(
                topology.build(),
                properties(configuration, run),
                topology.clients(configuration.worker().guarantee() == Guarantee.EXACTLY_ONCE)),
            configuration.worker().sessionTimeout(),
            shutdown,
            meters);
  }

  /** Kafka Streams sends the run to all members as a host name, which no member connects to. */
  private static Properties properties(WorkerConfiguration configuration, String run) {
    Properties properties =
        StreamsProperties.of(
            configuration.kafka(), configuration.topicSettings(), configuration.worker());
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, run + ":1");
    return properties;
  }

  private ExplanationTopology topology(
      WorkerConfiguration configuration,
      EngineSetting setting,
      AvroSerdes serdes,
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

  /** Whether the process of a run was in the group when partitions were last assigned. */
  private boolean lives(String run) {
    try {
      return streams.kafkaStreams().metadataForAllStreamsClients().stream()
          .anyMatch(member -> member.hostInfo().host().equals(run));
    } catch (IllegalStateException e) {
      // This worker is stopping, and nothing that it decides now is committed.
      LOG.debug("Kafka Streams does not list the members of the group", e);
      return true;
    }
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public Readiness readiness() {
    Optional<String> unavailability = availability.unavailability();
    if (unavailability.isPresent()) {
      return Readiness.notReady("waiting for the object store: " + unavailability.get());
    }
    return streams.readiness("explaining images");
  }

  private static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  /** Returns unfinished images, leaves the group, then cancels the work in progress. */
  @Override
  public void close() {
    topology.leave(LEAVE_LIMIT);
    streams.close();
    pipeline.close();
    if (pipeline.terminated()) {
      explainer.close();
    } else {
      LOG.warn("A batch is still being explained; its memory is freed when the process ends.");
    }
  }
}
