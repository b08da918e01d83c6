package io.camstream.platform.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void shouldDoubleUpToTheLongestPauseAndBeginAgain() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));

    assertThat(Stream.generate(backoff::next).limit(4).map(Duration::toMillis))
        .containsExactly(100L, 200L, 350L, 350L);
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
  }
}
