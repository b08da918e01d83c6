package io.camstream.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final List<String> TARGETS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
  private static final Duration SPACING = Duration.ofSeconds(5);

  private static List<Fault> draw(long seed, int count) {
    return FaultSchedule.draw(seed, TARGETS, count, SPACING, Duration.ofSeconds(20));
  }

  @Test
  void shouldDrawTheSameFaultsFromTheSameSeed() {
    assertThat(draw(7, 50)).isEqualTo(draw(7, 50)).isNotEqualTo(draw(8, 50));
  }

  @Test
  void shouldHitEveryTargetAndUseEveryKindInTheShortForm() {
    for (long seed = 0; seed < 50; seed++) {
      List<Fault> faults = draw(seed, 12);

      assertThat(faults).hasSize(12);
      assertThat(faults).extracting(Fault::target).containsAll(TARGETS);
      assertThat(faults).extracting(Fault::kind).contains(FaultKind.values());
    }
  }

  @Test
  void shouldHitEveryTargetWithEveryKindInTheLongForm() {
    List<Fault> faults = draw(3, 50);

    for (String target : TARGETS) {
      Set<FaultKind> kinds =
          faults.stream()
              .filter(fault -> fault.target().equals(target))
              .map(Fault::kind)
              .collect(Collectors.toSet());
      assertThat(kinds)
          .as(target)
          .containsExactlyInAnyOrder(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.PAUSE);
    }
    assertThat(faults).extracting(Fault::kind).contains(FaultKind.JOIN);
  }

  @Test
  void shouldComeInOrderAndPauseForLongerThanASession() {
    List<Fault> faults = draw(5, 50);

    assertThat(faults).extracting(Fault::at).isSorted();
    assertThat(faults)
        .filteredOn(fault -> fault.kind() == FaultKind.PAUSE)
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.lasting()).isGreaterThan(Duration.ofSeconds(6)));
  }
}
