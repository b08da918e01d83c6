package io.camstream.worker.service;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.objectstore.StoreDeniedException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/** Finds what the user can mend in a failure, and says so in one line. */
final class Mistakes {

  private Mistakes() {}

  /** A {@link UserError} where the user can mend the failure, else the failure itself. */
  static RuntimeException explain(Throwable failure) {
    Optional<UserError> mistake =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .flatMap(cause -> mistake(cause).stream())
            .findFirst()
            .or(() -> KafkaErrors.userError(failure));
    if (mistake.isPresent()) {
      return mistake.get();
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("The worker can't go on: " + failure, failure);
  }

  private static Optional<UserError> mistake(Throwable failure) {
    if (failure instanceof UserError error) {
      return Optional.of(error);
    } else if (failure instanceof StoreDeniedException) {
      return Optional.of(new UserError("The worker stops. " + failure.getMessage(), failure));
    } else if (failure instanceof MissingSourceTopicException) {
      String message = "The images topic is gone. Run 'camstream setup' first.";
      return Optional.of(new UserError(message, failure));
    } else if (failure instanceof RecordTooLargeException) {
      String message =
          "Kafka refuses an explanation as too large: raise max.message.bytes of the explanations"
              + " topic, or explain fewer methods, classes or layers.";
      return Optional.of(new UserError(message, failure));
    }
    return Optional.empty();
  }
}
