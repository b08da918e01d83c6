package io.camstream.platform.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one log line whenever a service becomes ready or ceases to be. */
public final class ReadinessLog implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReadinessLog.class);

  private final Supplier<Readiness> readiness;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "camstream-readiness");
            made.setDaemon(true);
            return made;
          });
  private boolean ready;

  /**
   * @param readiness is asked twice a second, from a thread of its own
   */
  public ReadinessLog(Supplier<Readiness> readiness) {
    this.readiness = readiness;
  }

  /** Begins; what is not ready from the start is no change. */
  public void start() {
    thread.scheduleWithFixedDelay(this::look, 0, 500, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Readiness now = readiness.get();
    if (now.ready() && !ready) {
      log.info("Ready: {}", now.reason());
    } else if (!now.ready() && ready) {
      log.warn("Not ready: {}", now.reason());
    }
    ready = now.ready();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
