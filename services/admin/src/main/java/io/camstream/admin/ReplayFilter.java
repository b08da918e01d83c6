package io.camstream.admin;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.Failure;
import java.util.Optional;
import java.util.Set;

/**
 * Which failures are put back.
 *
 * @param batch of this batch alone, if present
 * @param code with this code alone, if present
 * @param retriableOnly those alone that a retry may help, as the worker judged
 * @param imageKeys of these images alone, if present: bucket and key, {@code bucket/key}
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
