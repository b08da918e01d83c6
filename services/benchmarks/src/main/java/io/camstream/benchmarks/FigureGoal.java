package io.camstream.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A figure that stands for itself, as the median over the rounds.
 *
 * @param notes further figures of the measurement, one phrase each; read when all is measured
 */
record FigureGoal(
    String id,
    String title,
    Measurement measurement,
    ToDoubleFunction<Cost> figure,
    Target target,
    java.util.function.Supplier<List<String>> notes,
    int mostRounds,
    boolean takesLong)
    implements Goal {

  @Override
  public List<Measurement> measurements() {
    return List.of(measurement);
  }

  @Override
  public BenchFinding finding(Costs costs) {
    Optional<Spread> spread = costs.spread(measurement.name(), figure);
    List<String> details = new java.util.ArrayList<>();
    spread.ifPresent(
        found ->
            details.add(
                "%s (%s to %s)"
                    .formatted(
                        target.text(found.median()),
                        Target.number(found.least()),
                        Target.number(found.most()))));
    details.addAll(notes.get());
    OptionalDouble value =
        spread.map(found -> OptionalDouble.of(found.median())).orElse(OptionalDouble.empty());
    return new BenchFinding(id, title, value, target, details);
  }
}
