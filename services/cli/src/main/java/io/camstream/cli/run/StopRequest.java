package io.camstream.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interrupts the thread that created it when the process is asked to end, by Ctrl-C for example,
 * and delays the end until that thread has cleaned up and closed it.
 */
public final class StopRequest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopRequest.class);
  private static final long CLEAN_UP_SECONDS = 40;

  private final Thread owner = Thread.currentThread();
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopOwner, "stop-request");
  private final Runnable whenRequested;
  private volatile boolean requested;

  private StopRequest(Runnable whenRequested) {
    this.whenRequested = whenRequested;
  }

  /**
   * Interrupts the current thread when the process is asked to end.
   *
   * @param whenRequested called on another thread, to inform the user
   */
  public static StopRequest forThisThread(Runnable whenRequested) {
    StopRequest request = new StopRequest(whenRequested);
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  private void stopOwner() {
    requested = true;
    whenRequested.run();
    owner.interrupt();
    try {
      if (!cleanedUp.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("Gave up waiting for a clean end after {} s", CLEAN_UP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True once the process is asked to end; later errors are a consequence of that. */
  public boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    cleanedUp.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("The process is ending already; its hook finds everything cleaned up", e);
      }
    }
  }
}
