package io.camstream.admin;

import io.camstream.schemas.Failure;
import java.util.Optional;

/**
 * Which failures are put back.
 *
 * @param batch of this batch alone, if present
 * @param code with this code alone, if present
 * @param retriableOnly those alone that a retry may help, as the worker judged
 */
public record ReplayFilter(Optional<String> batch, Optional<String> code, boolean retriableOnly) {

  public boolean matches(Failure failure) {
    return batch.map(failure.getReference().getBatch()::equals).orElse(true)
        && code.map(failure.getCode()::equals).orElse(true)
        && (failure.getRetriable() || !retriableOnly);
  }
}
