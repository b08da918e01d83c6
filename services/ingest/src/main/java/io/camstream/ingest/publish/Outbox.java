package io.camstream.ingest.publish;

import io.camstream.platform.objectstore.StoredObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Collects discoveries and publishes them in lists, by number and by age. */
final class Outbox {
  private static final Duration LONGEST_STAY = Duration.ofSeconds(1);
  private static final Duration RATE_PAUSE = Duration.ofMillis(50);

  private final PublishedVersions published;
  private final ReferencePublisher publisher;
  private final PublishingRate rate;
  private final IngestState state;
  private final IngestMeters meters;

  /** By key, so that an object that a store lists twice is published once. */
  private final Map<String, Discovery> waiting = new LinkedHashMap<>();

  private long oldest;
  private long count;

  Outbox(
      PublishedVersions published,
      ReferencePublisher publisher,
      PublishingRate rate,
      IngestState state,
      IngestMeters meters) {
    this.published = published;
    this.publisher = publisher;
    this.rate = rate;
    this.state = state;
    this.meters = meters;
  }

  boolean isPublished(StoredObject object) {
    return published.contains(object.key(), object.versionId(), object.etag());
  }

  void add(Discovery discovery) {
    if (waiting.isEmpty()) {
      oldest = System.nanoTime();
    }
    waiting.put(discovery.object().key(), discovery);
  }

  /** Publishes what waits, if it is enough or has waited long enough. */
  void flushIfDue(BooleanSupplier running) {
    boolean due =
        waiting.size() >= rate.largestList()
            || (!waiting.isEmpty() && System.nanoTime() - oldest >= LONGEST_STAY.toNanos());
    if (due) {
      flush(running);
    }
  }

  /** Publishes everything, unless a stop is requested while the rate limit delays it. */
  void flush(BooleanSupplier running) {
    if (waiting.isEmpty()) {
      return;
    }
    while (!rate.allows(waiting.size())) {
      state.pause(RATE_PAUSE);
      if (!running.getAsBoolean()) {
        return;
      }
    }
    List<Discovery> discoveries = List.copyOf(waiting.values());
    publisher.publish(discoveries);
    waiting.clear();
    discoveries.stream()
        .map(Discovery::object)
        .forEach(object -> published.put(object.key(), object.versionId(), object.etag()));
    count += discoveries.size();
    meters.published(discoveries.size());
  }

  /** References published so far. */
  long published() {
    return count;
  }
}
