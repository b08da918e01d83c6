package io.camstream.worker.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tracks whether the object store is available.
 *
 * <p>The store counts as unavailable when calls have failed for some seconds and none has succeeded
 * since the first failure, so that single failures do not change the readiness. Thread-safe.
 */
public final class StoreAvailability {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private boolean failing;
  private long failingSince;
  private String reason = "";
  private boolean unavailable;

  public StoreAvailability() {
    this(System::nanoTime);
  }

  StoreAvailability(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Records a successful call. */
  synchronized void answered() {
    failing = false;
    unavailable = false;
  }

  /** Records a call that failed or got a transient error. */
  synchronized void failed(String message) {
    reason = message;
    if (!failing) {
      failing = true;
      failingSince = nanoTime.getAsLong();
    } else if (!unavailable && sinceFailure().compareTo(PATIENCE) >= 0) {
      unavailable = true;
    }
  }

  /** The last failure while the store is unavailable; empty while it is available. */
  public synchronized Optional<String> unavailability() {
    return unavailable ? Optional.of(reason) : Optional.empty();
  }

  private Duration sinceFailure() {
    return Duration.ofNanos(nanoTime.getAsLong() - failingSince);
  }
}
