package io.camstream.admin;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.Failure;
import java.util.Optional;
import java.util.Set;

/**
 * Selects the failures to republish.
 *
 * @param batch only failures of this batch, if present
 * @param code only failures with this code, if present
 * @param retriableOnly only failures that the worker marked as retriable
 * @param imageKeys only these images, {@code bucket/key}, if present
 */
public record ReplayFilter(
    Optional<String> batch,
    Optional<String> code,
    boolean retriableOnly,
    Optional<Set<String>> imageKeys) {

  public ReplayFilter {
    imageKeys = imageKeys.map(Set::copyOf);
  }

  /** Failures of any images. */
  public ReplayFilter(Optional<String> batch, Optional<String> code, boolean retriableOnly) {
    this(batch, code, retriableOnly, Optional.empty());
  }

  /** Failures of these images, whatever they are. */
  public static ReplayFilter ofImages(Set<String> imageKeys) {
    return new ReplayFilter(Optional.empty(), Optional.empty(), false, Optional.of(imageKeys));
  }

  public boolean matches(Failure failure) {
    return batch.map(failure.getReference().getBatch()::equals).orElse(true)
        && code.map(failure.getCode()::equals).orElse(true)
        && (failure.getRetriable() || !retriableOnly)
        && imageKeys.map(keys -> keys.contains(ImageKey.of(failure.getReference()))).orElse(true);
  }
}
