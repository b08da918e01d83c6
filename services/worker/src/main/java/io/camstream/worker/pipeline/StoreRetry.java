package io.camstream.worker.pipeline;

import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repeats calls to the object store until they are answered, with growing pauses.
 *
 * <p>An outage of the store is no fault of the image, so its end is waited for as long as it takes.
 * But some objects can't be read or written on a store that is up otherwise; so after each failure
 * the store is probed, and the call is given up after it failed {@value #BLAMED_ATTEMPTS} times
 * while the probe was answered. Thread-safe.
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
   * @param probe a cheap call that any store that is up answers, such as whether a bucket exists
   */
  public StoreRetry(StoreAvailability availability, BooleanSupplier probe, Pause pause) {
    this.availability = availability;
    this.probe = probe;
    this.pause = pause;
  }

  /**
   * Makes a call until it is answered.
   *
   * @throws StoreUnavailableException if it fails again and again though the store is up
   * @throws StoreException what the store answers, if it is no passing error
   * @throws InterruptedException if the thread was interrupted, which may end a call in its middle
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
    InterruptedException interrupted = new InterruptedException("while the store was asked");
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

  /** Doubles with each attempt; spread, so that many threads don't come back at once. */
  private static Duration pauseAfter(int attempt) {
    long millis = FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10);
    long longest = Math.min(millis, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }
}
