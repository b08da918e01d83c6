package io.camstream.ingest.publish;

import io.camstream.platform.service.Readiness;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ingest is doing, and whether it has been told to stop. Each change is logged once. */
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

  /** It does its work, or stands by to do it. */
  public void working(Readiness what) {
    change(what, "");
  }

  /**
   * It can't work until something else has mended.
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

  /** Returns when the time is over or it has been told to stop. */
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
