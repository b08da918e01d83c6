package io.camstream.platform.service;

import com.google.common.base.Throwables;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.objectstore.StoreDeniedException;
import java.util.Optional;

/** Finds the user's mistake behind the failure of a service or a command. */
public final class UserErrors {
  private UserErrors() {}

  /** The mistake in the exception or one of its causes; empty if it is not the user's to fix. */
  public static Optional<UserError> in(Throwable failure) {
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      if (cause instanceof UserError mistake) {
        return Optional.of(mistake);
      } else if (cause instanceof StoreDeniedException) {
        return Optional.of(new UserError(cause.getMessage(), failure));
      }
    }
    return KafkaErrors.userError(failure);
  }

  /** The user's mistake behind a failure; without one, the failure itself, wrapped if checked. */
  public static RuntimeException unchecked(Throwable failure) {
    Optional<UserError> mistake = in(failure);
    if (mistake.isPresent()) {
      return mistake.get();
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("The service can't go on: " + failure, failure);
  }
}
