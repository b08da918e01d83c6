package io.camstream.platform.service;

import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the servers that a service needs when it starts. Not thread-safe. */
public final class ServerWait {
  private static final Logger LOG = LoggerFactory.getLogger(ServerWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ShutdownSignal shutdown;
  private final Consumer<String> phase;

  /**
   * @param shutdown of the service, which ends every wait
   * @param phase receives what is being waited for, such as {@code waiting for Kafka}
   */
  public ServerWait(ShutdownSignal shutdown, Consumer<String> phase) {
    this.shutdown = shutdown;
    this.phase = phase;
  }

  /**
   * Repeats a check until the server answers or the service shuts down.
   *
   * @param server its name in a sentence, such as {@code the object store}
   * @param check throws what the client throws
   * @throws io.camstream.platform.error.UserError if the server refuses access or lacks something
   */
  public void await(String server, Runnable check) {
    String waiting = "waiting for " + server;
    phase.accept(waiting);
    boolean logged = false;
    while (!shutdown.isOver()) {
      try {
        check.run();
        return;
      } catch (StoreUnavailableException | RetriableException e) {
        if (!logged) {
          LOG.warn("Starting: {}: {}", waiting, e.getMessage());
          logged = true;
        }
        pause();
      } catch (StoreDeniedException | KafkaException e) {
        throw UserErrors.unchecked(e);
      }
    }
  }

  private void pause() {
    try {
      shutdown.pause(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      shutdown.stopped();
    }
  }
}
