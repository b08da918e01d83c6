package io.camstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchRequestTest {

  @Test
  void shouldNameTheGoalsWhereOneIsUnknown() {
    assertThatThrownBy(() -> request(5, Set.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no goal 'x'; goals are a, b, c, d, e, f, g, h, m");
  }

  @Test
  void shouldRefuseToMeasureNothing() {
    assertThatThrownBy(() -> request(0, Set.of())).hasMessageContaining("--rounds");
  }

  @Test
  void shouldSpreadWorkOverAllProcessorsInEverySetting() {
    assertThat(Setting.all(2))
        .contains(new Setting(8, 2, 1), new Setting(8, 1, 2), new Setting(1, 2, 1))
        .allMatch(setting -> setting.workers() * setting.threads() == 2);
    assertThat(Setting.all(1)).hasSize(3);
  }

  private static BenchRequest request(int rounds, Set<String> only) {
    return new BenchRequest(
        Path.of("images"),
        Optional.empty(),
        Path.of("script"),
        rounds,
        only,
        false,
        Path.of("files"));
  }
}
