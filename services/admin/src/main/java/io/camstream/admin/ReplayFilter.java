package io.camstream.admin;

import io.camstream.schemas.Failure;
import java.util.Optional;

/**
 * Selects the failures to republish.
 *
 * @param batch only failures of this batch, if present
 * @param code only failures with this code, if present
 * @param retriableOnly only failures that the worker marked as retriable
 */
public record ReplayFilter(Optional<String> batch, Optional<String> code, boolean retriableOnly) {

  public boolean matches(Failure failure) {
    return batch.map(failure.getReference().getBatch()::equals).orElse(true)
        && code.map(failure.getCode()::equals).orElse(true)
        && (failure.getRetriable() || !retriableOnly);
  }
}
