package io.camstream.chaos.check;

import io.camstream.chaos.check.CheckFinding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Nothing waits: no reference, no image in a buffer, no transaction. */
final class BacklogCheck implements Check {

  @Override
  public List<CheckFinding> findings(Evidence evidence) {
    Backlog backlog = evidence.topics().backlog();
    List<CheckFinding> findings = new ArrayList<>();
    backlog
        .notTaken()
        .forEach(
            place -> findings.add(left(place.toString(), "the workers have not committed it")));
    backlog.buffered().forEach(image -> findings.add(left(image, "still in a worker's buffer")));
    backlog
        .openTransactions()
        .forEach(partition -> findings.add(left(partition, "a transaction is open")));
    return findings;
  }

  private static CheckFinding left(String subject, String detail) {
    return new CheckFinding(Kind.LEFT_BEHIND, subject, detail);
  }
}
