package io.camstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  @Test
  void shouldCountTheImagesOfAllWorkersWithoutTheFirstRun() throws InterruptedException {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();

    Cost cost =
        SideBySide.measure(
            2,
            Duration.ZERO,
            worker -> {
              seen.add(worker);
              return 8;
            });

    assertThat(seen).containsExactlyInAnyOrder(0, 1);
    assertThat(cost.images()).isEqualTo(16);
    assertThat(cost.wallMillis()).isPositive();
  }

  @Test
  void shouldFailWithWhatAWorkerFailedWith() {
    assertThatThrownBy(
            () ->
                SideBySide.measure(
                    2,
                    Duration.ZERO,
                    worker -> {
                      throw new IllegalStateException("no image");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no image");
  }
}
