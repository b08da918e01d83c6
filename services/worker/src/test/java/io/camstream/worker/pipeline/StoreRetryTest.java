package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreRetryTest {

  private final AtomicLong now = new AtomicLong();
  private final StoreAvailability availability = new StoreAvailability(now::get);
  private final List<Duration> pauses = new ArrayList<>();
  private boolean storeAnswersProbe;

  private final StoreRetry retry =
      new StoreRetry(availability, () -> storeAnswersProbe, this::pause);

  @Test
  void shouldWaitForTheEndOfAnOutageHoweverLongItTakes() throws Exception {
    AtomicInteger attempts = new AtomicInteger();

    String answer =
        retry.call(
            () -> {
              if (attempts.incrementAndGet() <= 500) {
                throw new StoreUnavailableException("connection refused");
              }
              return "bytes";
            });

    assertThat(answer).isEqualTo("bytes");
    assertThat(pauses).hasSize(500);
  }

  @Test
  void shouldGiveUpACallThatFailsAgainAndAgainWhileTheStoreIsUp() {
    storeAnswersProbe = true;

    assertThatThrownBy(() -> retry.call(StoreRetryTest::fail))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(pauses).hasSize(StoreRetry.BLAMED_ATTEMPTS - 1);
  }

  @Test
  void shouldNotBlameTheStoreForACallThatWasInterrupted() {
    storeAnswersProbe = true;

    assertThatThrownBy(
            () ->
                retry.call(
                    () -> {
                      Thread.currentThread().interrupt();
                      return fail();
                    }))
        .isInstanceOf(InterruptedException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
    assertThat(pauses).isEmpty();
    // The first failure of an outage would make it unavailable by now.
    now.set(Duration.ofHours(1).toNanos());
    availability.failed("connection refused");
    assertThat(availability.unavailability()).isEmpty();
  }

  @Test
  void shouldPauseLongerAfterEachAttemptUpToALimit() {
    storeAnswersProbe = true;

    assertThatThrownBy(() -> retry.call(StoreRetryTest::fail));
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(pauses.get(3)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1600));
    assertThat(pauses)
        .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(5)));
  }

  @Test
  void shouldNotRepeatACallThatTheStoreHasAnswered() {
    assertThatThrownBy(
            () ->
                retry.call(
                    () -> {
                      throw new ObjectGoneException("gone");
                    }))
        .isInstanceOf(ObjectGoneException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldBeUnavailableOnlyWhileCallsKeepFailing() {
    availability.failed("connection refused");
    assertThat(availability.unavailability()).isEmpty();

    now.set(Duration.ofSeconds(3).toNanos());
    availability.failed("connection refused");
    assertThat(availability.unavailability()).contains("connection refused");

    availability.answered();
    assertThat(availability.unavailability()).isEmpty();

    availability.failed("connection refused");
    assertThat(availability.unavailability()).isEmpty();
  }

  private static String fail() {
    throw new StoreUnavailableException("500 for this object");
  }

  private void pause(Duration duration) {
    pauses.add(duration);
    now.addAndGet(duration.toNanos());
  }
}
