package io.camstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.benchmarks.RatioGoal.Figure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatioGoalTest {

  private static final int ROUNDS = 3;

  private final Costs costs = new Costs();

  @Test
  void shouldCompareEachSideAtItsBestMedian() throws InterruptedException {
    Measurement steady = wall("steady", 50, 50, 50);
    Measurement erratic = wall("erratic", 10, 60, 70);
    Measurement theirs = wall("theirs", 100, 90, 110);

    BenchFinding finding = found(goal(List.of(steady, erratic), List.of(theirs), false, 0.8));

    assertThat(finding.value()).hasValue(0.5);
    assertThat(finding.verdict()).isEqualTo(BenchFinding.Verdict.MET);
    assertThat(finding.details()).first().asString().startsWith("steady: 50.0 ms");
  }

  @Test
  void shouldSayHowManyTimesFasterWhereInverted() throws InterruptedException {
    Measurement ours = wall("ours", 3, 3, 3);
    Measurement theirs = wall("theirs", 100, 100, 100);
    RatioGoal goal =
        new RatioGoal(
            "b",
            "faster",
            List.of(ours),
            List.of(theirs),
            Figure.WALL,
            true,
            Target.atLeast(70, "×"),
            ROUNDS,
            List::of);

    BenchFinding finding = found(goal);

    assertThat(finding.value().orElseThrow()).isCloseTo(33.3, within(0.1));
    assertThat(finding.verdict()).isEqualTo(BenchFinding.Verdict.MISSED);
  }

  @Test
  void shouldCompareProcessorTimeWhereAskedFor() throws InterruptedException {
    Measurement ours = measurement("ours", new Cost(1, 1, 30));
    Measurement theirs = measurement("theirs", new Cost(1, 1, 20));
    RatioGoal goal =
        new RatioGoal(
            "d",
            "processor",
            List.of(ours),
            List.of(theirs),
            Figure.PROCESSOR,
            false,
            Target.atMost(1.1, "×"),
            ROUNDS,
            () -> List.of("the servers' own: 3 ms"));

    BenchFinding finding = found(goal);

    assertThat(finding.value()).hasValue(1.5);
    assertThat(finding.details()).endsWith("the servers' own: 3 ms");
  }

  @Test
  void shouldNotJudgeWithoutTheOtherSide() throws InterruptedException {
    BenchFinding finding = found(goal(List.of(wall("ours", 1, 2, 3)), List.of(), false, 0.8));

    assertThat(finding.value()).isEmpty();
    assertThat(finding.verdict()).isEqualTo(BenchFinding.Verdict.NOT_MEASURED);
    assertThat(finding.figure()).isEqualTo("-");
  }

  @Test
  void shouldMeasureOnceARoundWhatSeveralGoalsNeed() throws InterruptedException {
    Measurement shared = wall("shared", 1, 2, 3);
    for (int round = 0; round < ROUNDS; round++) {
      costs.measure(round, shared);
      costs.measure(round, shared);
    }

    assertThat(costs.all().get("shared")).hasSize(ROUNDS);
  }

  private BenchFinding found(RatioGoal goal) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      for (Measurement measurement : goal.measurements()) {
        costs.measure(round, measurement);
      }
    }
    return goal.finding(costs);
  }

  private static RatioGoal goal(
      List<Measurement> ours, List<Measurement> theirs, boolean inverted, double limit) {
    return new RatioGoal(
        "a",
        "title",
        ours,
        theirs,
        Figure.WALL,
        inverted,
        Target.atMost(limit, "×"),
        ROUNDS,
        List::of);
  }

  private static Measurement wall(String name, double... millis) {
    Deque<Cost> costs = new ArrayDeque<>();
    for (double one : millis) {
      costs.add(new Cost(1, one, 1));
    }
    return new Measurement(name, costs::remove);
  }

  private static Measurement measurement(String name, Cost cost) {
    return new Measurement(name, () -> cost);
  }
}
