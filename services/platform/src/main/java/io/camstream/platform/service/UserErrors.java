package io.camstream.platform.service;

import com.google.common.base.Throwables;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.objectstore.StoreDeniedException;
import java.util.Optional;

/** Finds what the user can mend in what a service or a command failed with. */
public final class UserErrors {
  private UserErrors() {}

  /** The mistake in the exception or one of its causes; empty where the user can mend nothing. */
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
}
