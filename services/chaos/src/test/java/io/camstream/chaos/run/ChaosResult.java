package io.camstream.chaos.run;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.camstream.chaos.check.CheckFinding.Kind;
import io.camstream.chaos.check.CheckVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param misbehaviour what processes did that they should not
 */
record ChaosResult(
    ChaosPlan plan, CheckVerdict verdict, List<String> misbehaviour, Duration taken) {

  /** The table for people. */
  String table() {
    Map<FaultKind, Long> kinds =
        plan.faults().stream().collect(groupingBy(Fault::kind, TreeMap::new, counting()));
    Map<String, Long> targets =
        plan.faults().stream().collect(groupingBy(Fault::target, TreeMap::new, counting()));
    return row("images", Long.toString(verdict.images()))
        + row("versions", Long.toString(verdict.versions()))
        + row("explained", Long.toString(verdict.explained()))
        + row("failed", counts(verdict.failures()))
        + row("objects", Long.toString(verdict.objects()))
        + row("faults", plan.faults().size() + ": " + counts(kinds))
        + row("  on", counts(targets))
        + row("losses", Long.toString(verdict.count(Kind.LOST)))
        + row("doubles", Long.toString(verdict.count(Kind.DOUBLE)))
        + row("findings in all", Integer.toString(verdict.findings().size()))
        + row("misbehaviour", Integer.toString(misbehaviour.size()))
        + row("seconds", Long.toString(taken.toSeconds()))
        + row("seed", plan.seed() + " (-Dcamstream.chaos.seed=" + plan.seed() + ")");
  }

  private static String row(String name, String value) {
    return "  %-18s %s%n".formatted(name, value);
  }

  private static String counts(Map<?, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(joining(", "));
  }
}
