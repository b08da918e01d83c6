package io.camstream.ingest.bucket;

import io.camstream.platform.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides which objects of the bucket are images to publish. Not thread-safe. */
public final class Selection {
  private final List<Glob> include;
  private final List<Glob> exclude;
  private final AgeGate age;

  /** Why an object is not published. */
  public enum Skip {
    /** A marker of an empty folder. */
    FOLDER,
    /** A batch's table of labels. */
    MANIFEST,
    /** No pattern includes it, or one excludes it. */
    NOT_SELECTED,
    /** Written by the worker. */
    OWN_OUTPUT,
    /** Changed too recently: it will be published later. */
    TOO_YOUNG
  }

  public Selection(List<String> include, List<String> exclude, Duration minimumAge, Clock clock) {
    this.include = include.stream().map(Glob::new).toList();
    this.exclude = exclude.stream().map(Glob::new).toList();
    this.age = new AgeGate(minimumAge, clock);
  }

  /** Why the object is not to be published, or nothing if it is. */
  public Optional<Skip> skip(StoredObject object) {
    String key = object.key();
    if (key.endsWith("/")) {
      return Optional.of(Skip.FOLDER);
    } else if (Batch.isManifest(key)) {
      return Optional.of(Skip.MANIFEST);
    } else if (!isSelected(key)) {
      return Optional.of(Skip.NOT_SELECTED);
    } else if (OwnOutputs.contains(key)) {
      return Optional.of(Skip.OWN_OUTPUT);
    }
    return age.isOldEnough(object) ? Optional.empty() : Optional.of(Skip.TOO_YOUNG);
  }

  /** Whether the patterns select the key. */
  public boolean isSelected(String key) {
    return include.stream().anyMatch(glob -> glob.matches(key))
        && exclude.stream().noneMatch(glob -> glob.matches(key));
  }
}
