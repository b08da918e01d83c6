package io.camstream.worker.service;

import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.service.ShutdownSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final ShutdownSignal ending;
  private final Duration firstPause;
  private final AtomicInteger replaced = new AtomicInteger();

  StreamFailures(ShutdownSignal ending) {
    this(ending, FIRST_PAUSE);
  }

  StreamFailures(ShutdownSignal ending, Duration firstPause) {
    this.ending = ending;
    this.firstPause = firstPause;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<Throwable> passing = KafkaErrors.passing(failure);
    if (passing.isPresent() && !ending.isOver()) {
      log.warn("A stream thread is replaced: {}", passing.get().toString());
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    ending.failed(Mistakes.explain(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
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
}
