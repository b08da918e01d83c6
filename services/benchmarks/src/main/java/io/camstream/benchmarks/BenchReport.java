package io.camstream.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that was found out.
 *
 * @param costs of every measurement, round by round
 */
public record BenchReport(
    Instant start,
    Machine machine,
    int rounds,
    List<BenchFinding> findings,
    Map<String, List<Cost>> costs) {

  public BenchReport {
    findings = List.copyOf(findings);
  }
}
