package io.camstream.ingest.publish;

import io.camstream.platform.service.Readiness;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State of ingest, and whether a stop was requested. Each change is logged once. */
public final class IngestState {
  /** The bucket is being listed, or will be after a pause. */
  public static final Readiness LISTING = Readiness.ready("lists the bucket");

  /** Another instance does the work. */
  public static final Readiness STANDING_BY =
      Readiness.ready("stands by, another instance lists the bucket");

  private static final Logger LOG = LoggerFactory.getLogger(IngestState.class);

  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile Readiness readiness = Readiness.notReady("starting");

  public Readiness readiness() {
    return readiness;
  }

  /** Sets the state to working or standby. */
  public void working(Readiness what) {
    change(what, "");
  }

  /**
   * Sets the state to waiting for another system.
   *
   * @param what such as "waiting for the object store"; while it stays the same, nothing is logged
   * @param cause logged when the waiting begins
   */
  public void waiting(String what, Exception cause) {
    change(Readiness.notReady(what), ": " + cause.getMessage());
  }

  public void stop() {
    stop.countDown();
  }

  public boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** Returns after the pause, or at once when a stop is requested. */
  public void pause(Duration time) {
    try {
      if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("A pause was cut short");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private void change(Readiness now, String detail) {
    if (!now.equals(readiness)) {
      readiness = now;
      if (now.ready()) {
        LOG.info("Ingest: {}", now.reason());
      } else {
        LOG.warn("Ingest: {}{}", now.reason(), detail);
      }
    }
  }
}
