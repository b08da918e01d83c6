package io.camstream.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A figure of ours divided by what it is held against, each at its best setting: the one with the
 * least median over the rounds.
 *
 * @param ours the same work in several settings
 * @param theirs likewise; empty if it can't be measured
 * @param inverted whether theirs is divided by ours: how many times faster ours is
 * @param notes further figures of the measurements, one phrase each; read when all is measured
 */
record RatioGoal(
    String id,
    String title,
    List<Measurement> ours,
    List<Measurement> theirs,
    Figure figure,
    boolean inverted,
    Target target,
    int mostRounds,
    Supplier<List<String>> notes)
    implements Goal {

  /** Which time of a cost is compared. */
  enum Figure {
    WALL,
    PROCESSOR;

    double of(Cost cost) {
      return this == WALL ? cost.wallMillis() : cost.cpuMillis();
    }
  }

  private record Best(String name, Spread millis) {
    String text() {
      return "%s: %s ms (%s to %s)"
          .formatted(
              name,
              Target.number(millis.median()),
              Target.number(millis.least()),
              Target.number(millis.most()));
    }
  }

  @Override
  public List<Measurement> measurements() {
    List<Measurement> all = new ArrayList<>(ours);
    all.addAll(theirs);
    return all;
  }

  @Override
  public BenchFinding finding(Costs costs) {
    Optional<Best> mine = best(ours, costs);
    Optional<Best> other = best(theirs, costs);
    List<String> details = new ArrayList<>();
    mine.ifPresent(best -> details.add(best.text()));
    details.add(other.map(Best::text).orElse("nothing to compare with: name a --peer"));
    details.addAll(notes.get());
    OptionalDouble value = OptionalDouble.empty();
    if (mine.isPresent() && other.isPresent()) {
      double ratio = mine.get().millis().median() / other.get().millis().median();
      value = OptionalDouble.of(inverted ? 1 / ratio : ratio);
    }
    return new BenchFinding(id, title, value, target, details);
  }

  private Optional<Best> best(List<Measurement> measurements, Costs costs) {
    return measurements.stream()
        .flatMap(
            measurement ->
                costs.spread(measurement.name(), figure::of).stream()
                    .map(spread -> new Best(measurement.name(), spread)))
        .min(Comparator.comparingDouble(best -> best.millis().median()));
  }
}
