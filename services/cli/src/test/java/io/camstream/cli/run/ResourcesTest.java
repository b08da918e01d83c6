package io.camstream.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void shouldCloseTheNewestFirstThoughOneFails() {
    Resources resources = new Resources();
    resources.add(() -> closed.add("oldest"));
    resources.add(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    resources.add(() -> closed.add("newest"));

    resources.close();

    assertThat(closed).containsExactly("newest", "oldest");
  }

  @Test
  void shouldNotLetAnInterruptDisturbTheClosing() {
    Resources resources = new Resources();
    resources.add(() -> closed.add("interrupted: " + Thread.currentThread().isInterrupted()));
    Thread.currentThread().interrupt();

    resources.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).containsExactly("interrupted: false");
  }
}
