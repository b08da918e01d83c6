package io.camstream.ingest.bucket;

import io.camstream.platform.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Delays objects until they have been unchanged for a minimum age. The store's clock may be hours
 * ahead of the local one, so an object also passes when the same version has been listed for that
 * long; and the local clock may be set back, so a first sighting is never later than now. Not
 * thread-safe.
 */
final class AgeGate {
  /** Beyond this number the oldest sightings are dropped, and the object's own time decides. */
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
