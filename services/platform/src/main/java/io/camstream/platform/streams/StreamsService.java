package io.camstream.platform.streams;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.BucketSetup;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.ReadinessLog;
import io.camstream.platform.service.ServerWait;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.ShutdownSignal;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * A service whose work is a Kafka Streams topology.
 *
 * <p>{@link #start()} prepares what needs no server, waits for Kafka, the schema registry and the
 * object store, and starts the {@link StreamsApplication}, which joins the consumer group in the
 * background; {@link #readiness()} turns ready when its partitions are assigned.
 */
public abstract class StreamsService implements Service {

  /** Short, so that the readiness soon names the server that does not answer. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final AvroSerdes serdes;
  private final ObjectStore store;
  private final List<String> buckets;
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private final ReadinessLog readinessLog = new ReadinessLog(this::readiness);
  private final Object lifecycle = new Object();
  private volatile String phase = "starting";
  private volatile StreamsApplication application;
  private boolean closed;

  /**
   * @param store is closed with the service
   * @param buckets that must exist before the service starts
   */
  protected StreamsService(
      KafkaSettings kafka, AvroSerdes serdes, ObjectStore store, List<String> buckets) {
    this.kafka = kafka;
    this.serdes = serdes;
    this.store = store;
    this.buckets = List.copyOf(buckets);
  }

  /** Opens what needs no server, such as a model. The default does nothing. */
  protected void prepare() {}

  /**
   * Builds the application; called after {@link #prepare()}, when the servers have answered.
   *
   * @param shutdown receives the failures that the application can't recover from
   */
  protected abstract StreamsApplication assemble(ShutdownSignal shutdown);

  /** The topics that must exist, with their schemas, before the application is built. */
  protected List<Topic<?>> topics(Topics names) {
    return List.of(names.images(), names.explanations(), names.failures());
  }

  /** Frees what {@link #prepare()} opened, where no application was started. */
  protected void discard() {}

  /** Sets the reason of a readiness that is not ready, while the service starts. */
  protected final void phase(String now) {
    phase = now;
  }

  @Override
  public final void start() {
    boolean started = false;
    try {
      prepare();
      awaitServers();
      started = startApplication();
    } finally {
      if (!started) {
        discard();
      }
    }
  }

  /** Returns false if the service has been closed or has failed in the meantime. */
  private boolean startApplication() {
    synchronized (lifecycle) {
      if (closed || shutdown.isOver()) {
        return false;
      }
      application = assemble(shutdown);
      application.start();
      readinessLog.start();
      return true;
    }
  }

  private void awaitServers() {
    List<Topic<?>> topics = topics(new Topics(kafka.topicPrefix()));
    ServerWait wait = new ServerWait(shutdown, this::phase);
    wait.await("Kafka", () -> requireTopics(topics));
    wait.await("the schema registry", () -> serdes.require(topics));
    wait.await("the object store", () -> buckets.forEach(new BucketSetup(store)::require));
  }

  private void requireTopics(List<Topic<?>> topics) {
    try (Admin admin = KafkaClients.admin(kafka, ANSWER_LIMIT)) {
      new TopicSetup(admin).require(topics);
    }
  }

  @Override
  public final boolean awaitStopped(Duration limit) throws InterruptedException {
    return shutdown.await(limit);
  }

  @Override
  public final Readiness readiness() {
    if (shutdown.isOver()) {
      return Readiness.notReady("stopped");
    }
    StreamsApplication now = application;
    if (now == null) {
      return Readiness.notReady(phase);
    } else if (serdes.areWaiting()) {
      return Readiness.notReady("waiting for the schema registry");
    }
    return now.readiness();
  }

  @Override
  public final void close() {
    shutdown.stopped();
    synchronized (lifecycle) {
      if (closed) {
        return;
      }
      closed = true;
      readinessLog.close();
      if (application != null) {
        application.close();
      }
      store.close();
    }
  }
}
