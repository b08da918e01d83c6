package io.camstream.benchmarks;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What came out for a goal.
 *
 * @param value empty if it could not be measured
 * @param details what the value was made from, or why there is none; one short phrase each
 */
public record BenchFinding(
    String goal, String title, OptionalDouble value, Target target, List<String> details) {

  public BenchFinding {
    details = List.copyOf(details);
  }

  /** Whether the goal was met, missed or not measured. */
  public enum Verdict {
    MET,
    MISSED,
    NOT_MEASURED
  }

  public Verdict verdict() {
    if (value.isEmpty()) {
      return Verdict.NOT_MEASURED;
    }
    return target.isMet(value.getAsDouble()) ? Verdict.MET : Verdict.MISSED;
  }

  /** The value with its unit. */
  public String figure() {
    return value.isEmpty() ? "-" : target.text(value.getAsDouble());
  }
}
