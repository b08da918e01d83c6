package io.camstream.ingest.bucket;

import io.camstream.platform.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds objects back until they have lain unchanged for a while. The store's clock may be ahead of
 * ours by hours, so an object also passes when we have been seeing the same version for that long;
 * and ours may be set back, so the time of the first sight is never taken to be later than now. Not
 * thread-safe.
 */
final class AgeGate {
  /** Beyond that, the oldest sightings are forgotten, and such objects wait by their own time. */
  private static final int MAX_SIGHTINGS = 100_000;

  private final Duration minimumAge;
  private final Clock clock;
  private final Map<Sighting, Instant> firstSeen = new LinkedHashMap<>();

  AgeGate(Duration minimumAge, Clock clock) {
    this.minimumAge = minimumAge;
    this.clock = clock;
  }

  boolean isOldEnough(StoredObject object) {
    if (minimumAge.isZero()) {
      return true;
    }
    Instant now = clock.instant();
    Sighting sighting = new Sighting(object.key(), object.etag());
    if (!object.lastModified().plus(minimumAge).isAfter(now)) {
      firstSeen.remove(sighting);
      return true;
    }
    Instant seen = firstSeen.merge(sighting, now, AgeGate::earlier);
    if (!seen.plus(minimumAge).isAfter(now)) {
      return true;
    }
    if (firstSeen.size() > MAX_SIGHTINGS) {
      firstSeen.remove(firstSeen.keySet().iterator().next());
    }
    return false;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private record Sighting(String key, String etag) {}
}
