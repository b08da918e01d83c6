package io.camstream.worker.pipeline;

import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Retries calls to the object store with exponential back-off.
 *
 * <p>An outage of the store is not the fault of the image, so a call is retried until the store is
 * back. But some objects can't be read or written on a store that is otherwise available; so the
 * store is probed after each failure, and the call fails after {@value #BLAMED_ATTEMPTS} failures
 * with a successful probe. Thread-safe.
 */
public final class StoreRetry {

  static final int BLAMED_ATTEMPTS = 12;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final StoreAvailability availability;
  private final BooleanSupplier probe;
  private final Pause pause;

  /** Waits between two attempts. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * @param probe a cheap call that succeeds on an available store, such as whether a bucket exists
   */
  public StoreRetry(StoreAvailability availability, BooleanSupplier probe, Pause pause) {
    this.availability = availability;
    this.probe = probe;
    this.pause = pause;
  }

  /**
   * Calls the store, with retries.
   *
   * @throws StoreUnavailableException if the call keeps failing although the store is available
   * @throws StoreException for errors that are not transient
   * @throws InterruptedException if the thread was interrupted, possibly during a call
   */
  public <T> T call(Supplier<T> call) throws InterruptedException {
    int blamed = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        T answer = call.get();
        availability.answered();
        return answer;
      } catch (StoreUnavailableException e) {
        if (Thread.interrupted()) {
          throw interrupted(e);
        }
        availability.failed(e.getMessage());
        if (answersProbe() && ++blamed == BLAMED_ATTEMPTS) {
          throw e;
        }
        pause.sleep(pauseAfter(attempt));
      } catch (StoreException e) {
        availability.answered();
        throw e;
      }
    }
  }

  private static InterruptedException interrupted(StoreUnavailableException call) {
    InterruptedException interrupted =
        new InterruptedException("during a call to the object store");
    interrupted.initCause(call);
    return interrupted;
  }

  private boolean answersProbe() {
    try {
      return probe.getAsBoolean();
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /** Exponential back-off with jitter, so that threads don't retry at the same time. */
  private static Duration pauseAfter(int attempt) {
    long millis = FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10);
    long longest = Math.min(millis, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }
}
