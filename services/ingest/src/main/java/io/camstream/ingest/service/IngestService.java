package io.camstream.ingest.service;

import io.camstream.ingest.bucket.BatchLabels;
import io.camstream.ingest.bucket.Hints;
import io.camstream.ingest.bucket.OutputBuckets;
import io.camstream.ingest.bucket.Selection;
import io.camstream.ingest.publish.BucketListing;
import io.camstream.ingest.publish.IngestMeters;
import io.camstream.ingest.publish.IngestState;
import io.camstream.ingest.service.IngestSettings.Mode;
import io.camstream.ingest.service.IngestSettings.Notifications;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.Service;
import io.camstream.platform.settings.SettingsLoader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Publishes a reference to every image in the bucket, each version once, over any number of
 * restarts and instances: one instance leads, the others are standbys.
 *
 * <p>It waits while the object store, the registry or Kafka is unavailable, and stops with a {@link
 * UserError} if only the user can fix the cause: missing topics or bucket, rejected credentials.
 */
public final class IngestService implements Service {
  private static final Duration GRACE = Duration.ofSeconds(6);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(3);

  private final ObjectStore store;
  private final IngestState state;
  private final IngestLoop lister;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Throwable failure;

  private IngestService(ObjectStore store, IngestState state, IngestLoop lister) {
    this.store = store;
    this.state = state;
    this.lister = lister;
    this.thread = new Thread(this::run, "camstream-ingest");
    thread.setDaemon(true);
  }

  /**
   * @param meters gets the metrics {@code camstream.ingest.*}
   * @throws UserError if a setting is wrong, or if the settings would make the pipeline explain its
   *     own pictures
   */
  public static IngestService create(SettingsLoader settings, MeterRegistry meters) {
    return create(settings, ObjectStore.connect(settings.load(StoreSettings.class)), meters);
  }

  /**
   * The same with another store, for measurements of ingest itself.
   *
   * @param store is closed with the service
   */
  public static IngestService create(
      SettingsLoader settings, ObjectStore store, MeterRegistry meters) {
    IngestSettings ingest = settings.load(IngestSettings.class);
    StoreSettings storeSettings = settings.load(StoreSettings.class);
    Clock clock = Clock.systemUTC();
    Selection selection =
        new Selection(
            ingest.include(), ingest.exclude().orElse(List.of()), ingest.minimumAge(), clock);
    OutputBuckets.refuseOwnOutputs(storeSettings, selection);
    AvroSerdes serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    IngestState state = new IngestState();
    IngestMeters ingestMeters = new IngestMeters(meters);
    String bucket = storeSettings.imagesBucket();
    BatchLabels labels = new BatchLabels(store, bucket, ingest.manifestMaxSize().bytes(), meters);
    BucketListing listing =
        new BucketListing(
            store,
            bucket,
            selection,
            labels,
            ingest.maxRate(),
            ingest.transactionSize(),
            state,
            ingestMeters,
            clock);
    IngestClients clients = new IngestClients(settings.load(KafkaSettings.class), serdes, bucket);
    Supplier<Hints> hints =
        ingest.mode() == Mode.WATCH && ingest.notifications() == Notifications.AUTO
            ? () -> Hints.listen(store, bucket)
            : Hints::none;
    return new IngestService(
        store, state, new IngestLoop(ingest, clients, listing, hints, state, ingestMeters));
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      lister.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      stopped.countDown();
    }
  }

  @Override
  public boolean awaitStopped(Duration limit) throws InterruptedException {
    boolean ended = stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (ended && failure instanceof RuntimeException problem) {
      throw problem;
    } else if (ended && failure != null) {
      throw new IllegalStateException("Ingest failed", failure);
    }
    return ended;
  }

  @Override
  public Readiness readiness() {
    return stopped.getCount() == 0 ? Readiness.notReady("stopped") : state.readiness();
  }

  @Override
  public void close() {
    state.stop();
    try {
      thread.join(GRACE.toMillis());
      // It waits for a store or broker that does not answer.
      thread.interrupt();
      thread.join(AFTER_INTERRUPT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
      store.close();
    }
  }
}
