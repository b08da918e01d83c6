package io.camstream.report.service;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.service.ShutdownSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a stream thread that has died: what passes, such as an outage of the
 * schema registry, is waited for by a new thread; all else stops the service.
 */
final class ReportStreamFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ReportStreamFailures.class);
  // So that a failure that comes back at once does not fill the log.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ShutdownSignal ending;

  ReportStreamFailures(ShutdownSignal ending) {
    this.ending = ending;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<Throwable> passing = KafkaErrors.passing(failure);
    if (passing.isPresent() && !ending.isOver()) {
      LOG.warn("A stream thread is replaced: {}", passing.get().toString());
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    ending.failed(explained(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void pause() {
    try {
      ending.pause(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A {@link UserError} where the user can mend the failure, else the failure itself. */
  static RuntimeException explained(Throwable failure) {
    Optional<Throwable> userError = find(failure, UserError.class::isInstance);
    if (userError.isPresent()) {
      return (UserError) userError.get();
    }
    Optional<UserError> refused = KafkaErrors.userError(failure);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (find(failure, MissingSourceTopicException.class::isInstance).isPresent()) {
      return new UserError("A topic is gone. Run 'camstream setup' first.", failure);
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new StreamsException("The report's stream thread died", failure);
  }

  private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> wanted) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(wanted)
        .findFirst();
  }
}
