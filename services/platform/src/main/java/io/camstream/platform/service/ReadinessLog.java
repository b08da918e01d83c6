package io.camstream.platform.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line whenever a service becomes ready or stops being ready. */
public final class ReadinessLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadinessLog.class);

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
   * @param readiness called twice a second, on a separate thread
   */
  public ReadinessLog(Supplier<Readiness> readiness) {
    this.readiness = readiness;
  }

  /** Starts; a service that is not ready yet is not logged. */
  public void start() {
    thread.scheduleWithFixedDelay(this::look, 0, 500, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Readiness now = readiness.get();
    if (now.ready() && !ready) {
      LOG.info("Ready: {}", now.reason());
    } else if (!now.ready() && ready) {
      LOG.warn("Not ready: {}", now.reason());
    }
    ready = now.ready();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
