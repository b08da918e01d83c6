package io.camstream.worker.service;

import io.camstream.platform.error.UserError;
import io.camstream.platform.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a stream thread that has died: what passes is waited for by a new thread,
 * all else stops the worker.
 */
final class StreamFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(StreamFailures.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 3;

  private final Ending ending;
  private final Duration firstPause;
  private final AtomicInteger replaced = new AtomicInteger();

  StreamFailures(Ending ending) {
    this(ending, FIRST_PAUSE);
  }

  StreamFailures(Ending ending, Duration firstPause) {
    this.ending = ending;
    this.firstPause = firstPause;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<Throwable> passing = find(failure, StreamFailures::passes);
    if (passing.isPresent() && !ending.isOver()) {
      log.warn("A stream thread is replaced: {}", passing.get().toString());
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    ending.failed(explained(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean passes(Throwable failure) {
    return failure instanceof RegistryUnavailableException || failure instanceof RetriableException;
  }

  /** So that a failure that comes back at once does not fill the log. */
  private void pause() {
    int doublings = Math.min(replaced.getAndIncrement(), MAX_DOUBLINGS);
    try {
      ending.pause(firstPause.multipliedBy(1L << doublings));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException explained(Throwable failure) {
    Throwable known = find(failure, StreamFailures::isMistakeOfUse).orElse(failure);
    if (known instanceof UserError error) {
      return error;
    } else if (known instanceof AuthenticationException
        || known instanceof AuthorizationException) {
      return new UserError(
          "Kafka refuses this worker: "
              + known.getMessage()
              + ". Check the settings below camstream.kafka.security.",
          failure);
    } else if (known instanceof MissingSourceTopicException) {
      return new UserError("The images topic is gone. Run 'camstream setup' first.", failure);
    } else if (known instanceof RecordTooLargeException) {
      return new UserError(
          "Kafka refuses an explanation as too large: raise max.message.bytes of the explanations"
              + " topic, or explain fewer methods, classes or layers.",
          failure);
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new StreamsException("A stream thread of the worker died", failure);
  }

  private static boolean isMistakeOfUse(Throwable failure) {
    return failure instanceof UserError
        || failure instanceof AuthenticationException
        || failure instanceof AuthorizationException
        || failure instanceof MissingSourceTopicException
        || failure instanceof RecordTooLargeException;
  }

  private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> wanted) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(wanted)
        .findFirst();
  }
}
