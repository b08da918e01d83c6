package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComputingImagesTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final ComputingImages computing =
      new ComputingImages(Duration.ofSeconds(10), nanoTime::get);
  private final Job slow = new Job(new PendingImage());
  private final Job waiting = new Job(new PendingImage());

  @Test
  void shouldBlameAnImageThatStaysInAStageForTooLong() throws Exception {
    List<Boolean> blamed =
        computing.during(
            List.of(slow),
            () -> {
              nanoTime.set(Duration.ofSeconds(10).toNanos());
              boolean before = computing.holdsUp(slow.outcome());
              nanoTime.set(Duration.ofSeconds(11).toNanos());
              return List.of(
                  before, computing.holdsUp(slow.outcome()), computing.holdsUp(waiting.outcome()));
            });

    assertThat(blamed).containsExactly(false, true, false);
  }

  @Test
  void shouldBlameNobodyForAStageThatHasEnded() {
    Throwable failure =
        catchThrowable(
            () ->
                computing.during(
                    List.of(slow),
                    () -> {
                      throw new ImageFailure(Stage.DECODE, "CODE", "broken", false, null);
                    }));
    nanoTime.set(Duration.ofMinutes(1).toNanos());

    assertThat(failure).isInstanceOf(ImageFailure.class);
    assertThat(computing.holdsUp(slow.outcome())).isFalse();
  }
}
