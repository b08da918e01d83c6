package io.camstream.chaos.check;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.camstream.chaos.check.CheckFinding.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the checker found.
 *
 * @param images in the bucket
 * @param versions published
 * @param failures by code
 * @param objects in the bucket of explanations
 */
public record CheckVerdict(
    long images,
    long versions,
    long explained,
    Map<String, Long> failures,
    long objects,
    List<CheckFinding> findings) {

  private static final int SHOWN = 20;
  private static final List<Check> ALL =
      List.of(new OutcomeCheck(), new ObjectCheck(), new ReportCheck(), new BacklogCheck());

  public CheckVerdict {
    failures = Map.copyOf(failures);
    findings = List.copyOf(findings);
  }

  /** Judges everything. */
  public static CheckVerdict of(Evidence evidence) {
    List<ImageOutcome> outcomes = evidence.topics().outcomes();
    long explained = outcomes.stream().filter(ImageOutcome::explained).count();
    return new CheckVerdict(
        evidence.images().size(),
        evidence.topics().published().size(),
        explained,
        outcomes.stream()
            .filter(outcome -> !outcome.explained())
            .collect(groupingBy(ImageOutcome::code, TreeMap::new, counting())),
        evidence.objects().size(),
        ALL.stream().flatMap(check -> check.findings(evidence).stream()).toList());
  }

  /** Whether the promise is kept. */
  public boolean kept() {
    return findings.isEmpty();
  }

  /** Findings of one kind. */
  public long count(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }

  /** The counts, and the first findings, for people. */
  @Override
  public String toString() {
    return "%d images, %d versions published, %d explained, failed %s, %d objects, %d findings%n%s"
        .formatted(
            images,
            versions,
            explained,
            failures,
            objects,
            findings.size(),
            findings.stream().limit(SHOWN).map(CheckFinding::toString).collect(joining("\n")));
  }
}
