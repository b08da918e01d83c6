package io.camstream.platform.service;

import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, when a service starts, for the servers that it needs. Not thread-safe. */
public final class ServerWait {
  private static final Logger LOG = LoggerFactory.getLogger(ServerWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ShutdownSignal ending;
  private final Consumer<String> phase;
  private final Function<Exception, RuntimeException> explain;

  /**
   * @param ending of the service, which ends every wait
   * @param phase is told what is being waited for
   * @param explain what is thrown for a refusal of Kafka or the object store
   */
  public ServerWait(
      ShutdownSignal ending,
      Consumer<String> phase,
      Function<Exception, RuntimeException> explain) {
    this.ending = ending;
    this.phase = phase;
    this.explain = explain;
  }

  /**
   * Repeats a check as long as the server does not answer, or until the service ends.
   *
   * @param server its name in a sentence, such as {@code the object store}
   * @param check throws what the server answers
   */
  public void await(String server, Runnable check) {
    String waiting = "waiting for " + server;
    phase.accept(waiting);
    boolean told = false;
    while (!ending.isOver()) {
      try {
        check.run();
        return;
      } catch (StoreUnavailableException | RetriableException e) {
        if (!told) {
          LOG.warn("Starting: {}: {}", waiting, e.getMessage());
          told = true;
        }
        pause();
      } catch (StoreDeniedException | KafkaException e) {
        throw explain.apply(e);
      }
    }
  }

  private void pause() {
    try {
      ending.pause(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending.stopped();
    }
  }
}
