package io.camstream.chaos.worker;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.Service;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.pipeline.ArtifactPublisher;
import io.camstream.worker.pipeline.AuditSampler;
import io.camstream.worker.pipeline.ExplanationRecords;
import io.camstream.worker.pipeline.FailureRecords;
import io.camstream.worker.pipeline.ImageFetcher;
import io.camstream.worker.pipeline.ImageFinisher;
import io.camstream.worker.pipeline.PipelineOptions;
import io.camstream.worker.pipeline.StagedPipeline;
import io.camstream.worker.pipeline.StoreAvailability;
import io.camstream.worker.pipeline.StoreRetry;
import io.camstream.worker.pipeline.WorkerIdentity;
import io.camstream.worker.topology.ExplanationTopology;
import io.camstream.worker.topology.FlowLimits;
import io.camstream.worker.topology.TopologySerdes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** The worker's own parts, put together with a mistake. */
final class FlawedWorker implements Service {
  private static final Duration UPLOAD_DELAY = Duration.ofSeconds(2);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final ObjectStore store;
  private final CheapEngine engine;
  private final StagedPipeline pipeline;
  private final KafkaStreams streams;
  private final CountDownLatch stopped = new CountDownLatch(1);

  FlawedWorker(SettingsLoader settings, CheapEngine engine, Flaw flaw, MeterRegistry meters) {
    this.kafka = settings.load(KafkaSettings.class);
    this.topics = new Topics(kafka.topicPrefix());
    this.engine = engine;
    StoreSettings storeSettings = settings.load(StoreSettings.class);
    ObjectStore real = ObjectStore.connect(storeSettings);
    this.store = flaw == Flaw.EARLY_COMMIT ? new LateUploads(real, UPLOAD_DELAY) : real;
    WorkerIdentity identity = new WorkerIdentity("flawed", "test");
    FailureRecords failures = new FailureRecords(identity, Clock.systemUTC());
    this.pipeline = pipeline(storeSettings, identity, failures, meters);
    AvroSerdes serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    TopologySerdes topologySerdes = TopologySerdes.of(serdes, topics);
    ExplanationTopology sound =
        new ExplanationTopology(
            topics,
            topologySerdes,
            pipeline,
            new FlowLimits(256, 8, 256),
            failures,
            "flawed",
            run -> false,
            Clock.systemUTC(),
            meters);
    this.streams =
        flaw == Flaw.EARLY_COMMIT
            ? new KafkaStreams(sound.build(), properties(), sound.clients(true))
            : new KafkaStreams(forgetful(topologySerdes), properties());
  }

  private StagedPipeline pipeline(
      StoreSettings storeSettings,
      WorkerIdentity identity,
      FailureRecords failures,
      MeterRegistry meters) {
    String bucket = storeSettings.explanationsBucket();
    StoreRetry retry =
        new StoreRetry(
            new StoreAvailability(),
            () -> store.bucketExists(bucket),
            pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()));
    ImageFinisher finisher =
        new ImageFinisher(
            CheapPictures::render,
            new ArtifactPublisher(store, retry, bucket),
            new ExplanationRecords(identity, engine.identity(), Clock.systemUTC()),
            engine.identity().model(),
            Topics.MAX_RECORD_BYTES);
    return new StagedPipeline(
        new PipelineOptions(2, 1, 2, 2, 1, 4, Duration.ofMillis(50), 16 << 20, 64 << 20),
        new ImageFetcher(store, retry, storeSettings.imagesBucket(), 1 << 20),
        engine,
        AuditSampler.of("off", 0),
        finisher,
        failures,
        failure -> stopped.countDown(),
        meters);
  }

  private Topology forgetful(TopologySerdes serdes) {
    return new Topology()
        .addSource(
            "images",
            new StringDeserializer(),
            serdes.images().deserializer(),
            topics.images().name())
        .addProcessor("explain", () -> new ForgetfulProcessor(pipeline), "images")
        .addSink(
            ForgetfulProcessor.EXPLANATIONS,
            topics.explanations().name(),
            new StringSerializer(),
            serdes.explanations().serializer(),
            "explain")
        .addSink(
            ForgetfulProcessor.FAILURES,
            topics.failures().name(),
            new StringSerializer(),
            serdes.failures().serializer(),
            "explain");
  }

  private Properties properties() {
    Properties config = new Properties();
    config.putAll(KafkaClients.common(kafka));
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topicPrefix() + "-worker");
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 6_000);
    return config;
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public boolean awaitStopped(Duration limit) throws InterruptedException {
    return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Readiness readiness() {
    return Readiness.ready("flawed");
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(5));
    pipeline.close();
    store.close();
    stopped.countDown();
  }
}
