package io.camstream.platform.kafka;

import io.camstream.platform.error.Backoff;
import io.camstream.platform.error.UserError;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retries calls to the registry while it does not answer; the registry's client does not. */
final class RegistryCalls {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryCalls.class);

  private final Duration retryFor;
  private final AtomicInteger waiting = new AtomicInteger();

  RegistryCalls(Duration retryFor) {
    this.retryFor = retryFor;
  }

  /** One call. */
  interface Call<T> {
    T run() throws IOException, RestClientException;
  }

  /**
   * @param purpose continues "Can't …", for errors
   * @throws RestClientException if the registry answers with an error that is not retriable
   * @throws RegistryUnavailableException if it does not answer in time
   * @throws UserError if it rejects the credentials, or the TLS handshake fails
   */
  <T> T run(String purpose, Call<T> call) throws RestClientException {
    long deadline = System.nanoTime() + retryFor.toNanos();
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    boolean logged = false;
    try {
      while (true) {
        Exception failure;
        try {
          T answer = call.run();
          if (logged) {
            LOG.info("The schema registry answers again");
          }
          return answer;
        } catch (IOException e) {
          throwMistake(e);
          failure = e;
        } catch (UncheckedIOException e) {
          // The server that gives tokens does not answer.
          throwMistake(e);
          failure = e.getCause();
        } catch (RestClientException e) {
          throwMistake(e);
          if (!passes(e)) {
            throw e;
          }
          failure = e;
        }
        Duration pause = backoff.next();
        if (System.nanoTime() + pause.toNanos() > deadline) {
          throw new RegistryUnavailableException(
              "Can't " + purpose + ": the schema registry does not answer", failure);
        }
        if (!logged) {
          LOG.warn("The schema registry does not answer ({}); retrying", failure.toString());
          logged = true;
          waiting.incrementAndGet();
        }
        pause(pause);
      }
    } finally {
      if (logged) {
        waiting.decrementAndGet();
      }
    }
  }

  /** Whether a call is being retried since the registry does not answer. */
  boolean areWaiting() {
    return waiting.get() > 0;
  }

  private static void throwMistake(Exception failure) {
    Optional<UserError> mistake = RegistryErrors.userError(failure);
    if (mistake.isPresent()) {
      throw mistake.get();
    }
  }

  private static boolean passes(RestClientException e) {
    return e.getStatus() >= 500 || e.getStatus() == 429 || e.getStatus() == 408;
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("Interrupted while waiting for the registry", e);
    }
  }
}
