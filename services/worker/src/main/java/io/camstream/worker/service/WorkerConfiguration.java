package io.camstream.worker.service;

import io.camstream.engine.EngineFacts;
import io.camstream.engine.EngineSetting;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.pipeline.PipelineOptions;
import io.camstream.worker.pipeline.WorkerIdentity;
import io.camstream.worker.topology.FlowLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** All settings of a worker. */
record WorkerConfiguration(
    KafkaSettings kafka,
    TopicSettings topicSettings,
    RegistrySettings registry,
    StoreSettings store,
    WorkerSettings worker) {

  /** Waiting references of one partition, ahead of the images in flight. */
  private static final int MAX_WAITING = 256;

  private static final String CPU = "cpu";

  /** Room for the key and headers of a record, in addition to the explanation. */
  private static final int RECORD_MARGIN = 64 << 10;

  /**
   * @throws io.camstream.platform.error.UserError for a wrong or missing setting
   */
  static WorkerConfiguration load(SettingsLoader settings) {
    return new WorkerConfiguration(
        settings.load(KafkaSettings.class),
        settings.load(TopicSettings.class),
        settings.load(RegistrySettings.class),
        settings.load(StoreSettings.class),
        settings.load(WorkerSettings.class));
  }

  Topics topics() {
    return new Topics(kafka.topicPrefix());
  }

  WorkerIdentity identity() {
    String name = worker.name().orElseGet(() -> hostName() + "-" + ProcessHandle.current().pid());
    return new WorkerIdentity(name, WorkerVersion.current());
  }

  /** Batch size and parallelism of the engine. */
  EngineSetting engine(EngineFacts facts) {
    return EngineSetting.choose(facts, worker.batchSize(), worker.threads());
  }

  /**
   * @param processors that the engine setting assumes
   * @param device such as {@code cpu}
   */
  PipelineOptions pipeline(EngineSetting engine, int processors, String device) {
    long heap = Runtime.getRuntime().maxMemory();
    return new PipelineOptions(
        worker.fetchThreads(),
        engine.callers(),
        worker.uploadThreads(),
        processors,
        device.equals(CPU) ? engine.threads() : 0,
        engine.batchSize(),
        worker.batchLinger(),
        Math.min(worker.maxImageSize().bytes(), heap / 8),
        Math.min(worker.imageMemory().bytes(), heap / 4));
  }

  int maxExplanationBytes() {
    return Topics.MAX_RECORD_BYTES - RECORD_MARGIN;
  }

  FlowLimits flow(EngineSetting engine) {
    int inEngine = engine.batchSize() * engine.callers();
    int lowWater = Math.min(2 * inEngine, worker.maxInFlight());
    return new FlowLimits(worker.maxInFlight(), lowWater, MAX_WAITING);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker"; // Only a display name; the process id still distinguishes workers.
    }
  }
}
