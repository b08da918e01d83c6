package io.camstream.ingest.publish;

import io.camstream.ingest.bucket.BatchLabels;
import io.camstream.ingest.bucket.Selection;
import io.camstream.ingest.bucket.Selection.Skip;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.schemas.DiscoverySource;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress of one listing. */
final class ListingRun {
  private static final Logger LOG = LoggerFactory.getLogger(ListingRun.class);

  private final ObjectStore store;
  private final String bucket;
  private final Selection selection;
  private final BatchLabels labels;
  private final Outbox outbox;
  private final IngestState state;
  private final Clock clock;
  private final Map<Skip, Long> skipped = new EnumMap<>(Skip.class);
  private String lastKey = "";
  private String lastKeyBefore = "";
  private long images;
  private boolean inOneGo = true;

  ListingRun(
      ObjectStore store,
      String bucket,
      Selection selection,
      BatchLabels labels,
      Outbox outbox,
      IngestState state,
      Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.selection = selection;
    this.labels = labels;
    this.outbox = outbox;
    this.state = state;
    this.clock = clock;
  }

  /** Goes on behind the last key, to the end of the bucket. */
  void advance(BooleanSupplier running) {
    lastKeyBefore = lastKey;
    Iterator<StoredObject> objects = store.list(bucket, "", lastKey).iterator();
    while (running.getAsBoolean() && objects.hasNext()) {
      state.working(IngestState.LISTING);
      StoredObject object = objects.next();
      take(object, DiscoverySource.LISTING);
      lastKey = object.key();
      outbox.flushIfDue(running);
    }
    state.working(IngestState.LISTING);
  }

  /** Takes the newest versions of the keys, as far as the store shows them now. */
  void takeHints(Collection<String> keys, BooleanSupplier running) {
    for (String key : keys) {
      if (!running.getAsBoolean()) {
        return;
      }
      try {
        take(asListed(store.head(bucket, key)), DiscoverySource.NOTIFICATION);
      } catch (StoreException e) {
        LOG.debug("A new object is left to the next listing", e);
      }
      outbox.flushIfDue(running);
    }
  }

  /** As in a listing, without the version's id, so that both identify the same version. */
  private static StoredObject asListed(StoredObject object) {
    return new StoredObject(
        object.bucket(),
        object.key(),
        Optional.empty(),
        object.etag(),
        object.size(),
        object.lastModified(),
        Optional.empty());
  }

  private void take(StoredObject object, DiscoverySource source) {
    Optional<Skip> skip = selection.skip(object);
    if (skip.isEmpty() && !outbox.isPublished(object)) {
      outbox.add(new Discovery(object, labels.labelOf(object), clock.instant(), source));
    }
    // Counted last: what throws is taken again.
    skip.ifPresentOrElse(reason -> skipped.merge(reason, 1L, Long::sum), () -> images++);
  }

  /** The store has failed in between. */
  void interrupted() {
    inOneGo = false;
  }

  /** Whether the last attempt came further than the one before. */
  boolean hasMoved() {
    return !lastKey.equals(lastKeyBefore);
  }

  ListingResult result(boolean toTheEnd) {
    return new ListingResult(images, outbox.published(), Map.copyOf(skipped), toTheEnd && inOneGo);
  }
}
