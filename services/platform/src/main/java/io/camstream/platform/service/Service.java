package io.camstream.platform.service;

import java.time.Duration;

/** A long-running component. It is started once, closed at least once, and never restarted. */
public interface Service extends AutoCloseable {

  /**
   * Starts the service; returns when it runs.
   *
   * @throws io.camstream.platform.error.UserError if it can't run for a reason that the user can
   *     fix
   */
  void start();

  /**
   * Waits until the service has stopped, by itself or by {@link #close()}.
   *
   * @return whether it has stopped
   * @throws RuntimeException the failure that stopped it
   */
  boolean awaitStopped(Duration limit) throws InterruptedException;

  /** May be called at any time, from any thread. */
  Readiness readiness();

  /** Stops within 10 seconds and leaves its consumer group. Idempotent. */
  @Override
  void close();
}
