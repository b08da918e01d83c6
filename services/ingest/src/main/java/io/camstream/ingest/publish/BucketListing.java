package io.camstream.ingest.publish;

import io.camstream.ingest.bucket.BatchLabels;
import io.camstream.ingest.bucket.Selection;
import io.camstream.platform.error.Backoff;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lists the bucket once and publishes new object versions. Pages are fetched as they are processed,
 * so memory does not grow with the bucket. While the object store is unavailable it waits, and then
 * continues after the last key. Not thread-safe.
 */
public final class BucketListing {
  private final ObjectStore store;
  private final String bucket;
  private final Selection selection;
  private final BatchLabels labels;
  private final PublishingRate rate;
  private final IngestState state;
  private final IngestMeters meters;
  private final Clock clock;

  /**
   * @param maxRate references published a second, at most; no limit if empty
   * @param transactionSize references published at once, at most
   */
  public BucketListing(
      ObjectStore store,
      String bucket,
      Selection selection,
      BatchLabels labels,
      Optional<Double> maxRate,
      int transactionSize,
      IngestState state,
      IngestMeters meters,
      Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.selection = selection;
    this.labels = labels;
    this.rate = new PublishingRate(maxRate, transactionSize);
    this.state = state;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param published what has been published; what is published now is added to it
   * @param goOn asked between objects; once it is false the listing ends, incomplete
   * @throws org.apache.kafka.common.KafkaException as the publisher does
   * @throws io.camstream.platform.objectstore.StoreDeniedException if the store can't be used
   */
  public ListingResult run(
      PublishedVersions published, ReferencePublisher publisher, BooleanSupplier goOn) {
    long begun = System.nanoTime();
    labels.beginListing();
    BooleanSupplier running = () -> goOn.getAsBoolean() && !state.isStopped();
    Outbox outbox = new Outbox(published, publisher, rate, state, meters);
    ListingRun run = new ListingRun(store, bucket, selection, labels, outbox, state, clock);
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    while (running.getAsBoolean()) {
      try {
        run.advance(running);
        outbox.flush(running);
        break;
      } catch (StoreUnavailableException e) {
        run.interrupted();
        state.waiting("waiting for the object store", e);
        state.pause(run.hasMoved() ? resetting(backoff) : backoff.next());
      }
    }
    boolean toTheEnd = running.getAsBoolean();
    ListingResult result = run.result(toTheEnd);
    if (toTheEnd) {
      meters.listed(Duration.ofNanos(System.nanoTime() - begun), result.images(), result.skipped());
    }
    return result;
  }

  /**
   * Publishes new versions among some objects without listing the bucket. Objects that can't be
   * read now are left to the next listing.
   *
   * @param keys of the objects
   * @return references published
   * @throws org.apache.kafka.common.KafkaException as the publisher does
   */
  public long takeHints(
      Collection<String> keys,
      PublishedVersions published,
      ReferencePublisher publisher,
      BooleanSupplier goOn) {
    BooleanSupplier running = () -> goOn.getAsBoolean() && !state.isStopped();
    labels.beginListing();
    Outbox outbox = new Outbox(published, publisher, rate, state, meters);
    new ListingRun(store, bucket, selection, labels, outbox, state, clock).takeHints(keys, running);
    outbox.flush(running);
    return outbox.published();
  }

  private static Duration resetting(Backoff backoff) {
    backoff.reset();
    return backoff.next();
  }
}
