package io.camstream.chaos.check;

import static java.util.stream.Collectors.toMap;

import io.camstream.chaos.check.BatchReport.Counts;
import io.camstream.chaos.check.CheckFinding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The report of each batch has a row for each image, of its newest version, and the right counts.
 */
final class ReportCheck implements Check {

  /** What a report should say, worked out from the topics. */
  private record Expected(Set<String> explained, Set<String> failed, Set<String> pending) {
    Expected() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    Counts counts() {
      long all = (long) explained.size() + failed.size() + pending.size();
      return new Counts(all, explained.size(), failed.size(), pending.size());
    }
  }

  @Override
  public List<CheckFinding> findings(Evidence evidence) {
    Map<String, BatchReport> reports =
        evidence.reports().stream().collect(toMap(BatchReport::batch, report -> report));
    Map<String, Expected> expected = expected(evidence.topics());
    List<CheckFinding> findings = new ArrayList<>();
    expected.forEach((batch, want) -> compare(batch, want, reports.get(batch), findings));
    reports.keySet().stream()
        .filter(batch -> !expected.containsKey(batch))
        .forEach(batch -> findings.add(wrong(batch, "a report of a batch without images")));
    return findings;
  }

  private static Map<String, Expected> expected(TopicEvidence topics) {
    Map<ObjectVersionEvidence, Boolean> explained = new HashMap<>();
    for (ImageOutcome outcome : topics.outcomes()) {
      explained.merge(outcome.version(), outcome.explained(), Boolean::logicalOr);
    }
    // References of one image are in one partition, so that the last one is the newest.
    Map<String, Published> newest = new HashMap<>();
    topics.published().forEach(reference -> newest.put(reference.version().image(), reference));
    Map<String, Expected> batches = new TreeMap<>();
    for (Published reference : newest.values()) {
      Expected batch = batches.computeIfAbsent(reference.batch(), name -> new Expected());
      Boolean outcome = explained.get(reference.version());
      Set<String> state =
          outcome == null ? batch.pending() : outcome ? batch.explained() : batch.failed();
      state.add(reference.version().toString());
    }
    return batches;
  }

  private static void compare(
      String batch, Expected want, BatchReport report, List<CheckFinding> findings) {
    if (report == null) {
      findings.add(wrong(batch, "no report"));
      return;
    }
    if (!report.counts().equals(want.counts())) {
      findings.add(
          wrong(batch, "it counts %s, the topics %s".formatted(report.counts(), want.counts())));
    }
    compareRows(batch, "results", want.explained(), report.explainedRows(), findings);
    compareRows(batch, "failures", want.failed(), report.failedRows(), findings);
  }

  private static void compareRows(
      String batch,
      String table,
      Set<String> want,
      List<ObjectVersionEvidence> rows,
      List<CheckFinding> findings) {
    List<String> found = rows.stream().map(ObjectVersionEvidence::toString).sorted().toList();
    if (!found.equals(List.copyOf(want))) {
      Set<String> missing = new TreeSet<>(want);
      found.forEach(missing::remove);
      List<String> excess = new ArrayList<>(found);
      want.forEach(excess::remove);
      findings.add(
          wrong(batch, "table of %s: missing %s, too many %s".formatted(table, missing, excess)));
    }
  }

  private static CheckFinding wrong(String batch, String detail) {
    return new CheckFinding(Kind.REPORT_WRONG, "batch " + batch, detail);
  }
}
