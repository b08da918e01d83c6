package io.camstream.platform.streams;

import com.google.common.base.Throwables;
import io.camstream.platform.error.Backoff;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.service.ShutdownSignal;
import io.camstream.platform.service.UserErrors;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uncaught-exception handler: replaces the stream thread on retriable errors, after a pause that
 * doubles from one second to eight; otherwise shuts the client down and reports the failure.
 */
final class StreamsFailureHandler implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsFailureHandler.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE = 8;

  private final ShutdownSignal shutdown;
  private final Backoff backoff;

  StreamsFailureHandler(ShutdownSignal shutdown) {
    this(shutdown, FIRST_PAUSE);
  }

  StreamsFailureHandler(ShutdownSignal shutdown, Duration firstPause) {
    this.shutdown = shutdown;
    this.backoff = new Backoff(firstPause, firstPause.multipliedBy(LONGEST_PAUSE));
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<Throwable> retriable = KafkaErrors.retriable(failure);
    if (retriable.isPresent() && !shutdown.isOver()) {
      LOG.warn("Replacing a stream thread that failed: {}", retriable.get().toString());
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    shutdown.failed(explained(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static RuntimeException explained(Throwable failure) {
    boolean topicIsMissing =
        Throwables.getCausalChain(failure).stream()
            .anyMatch(MissingSourceTopicException.class::isInstance);
    return topicIsMissing
        ? new UserError("A topic has been deleted. Run 'camstream setup' first.", failure)
        : UserErrors.unchecked(failure);
  }

  /** Keeps a failure that recurs at once from filling the log. */
  private void pause() {
    Duration pause;
    synchronized (backoff) { // Several stream threads may fail at once.
      pause = backoff.next();
    }
    try {
      shutdown.pause(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
