package io.camstream.chaos.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.camstream.chaos.check.CheckFinding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each version in the bucket has one reference, and each reference one outcome. */
final class OutcomeCheck implements Check {

  @Override
  public List<CheckFinding> findings(Evidence evidence) {
    Map<ObjectVersionEvidence, List<Published>> published =
        byVersion(evidence.topics().published());
    Map<ObjectVersionEvidence, List<ImageOutcome>> outcomes =
        evidence.topics().outcomes().stream()
            .collect(groupingBy(ImageOutcome::version, LinkedHashMap::new, toList()));
    List<CheckFinding> findings = new ArrayList<>();
    evidence.images().forEach(image -> findUnpublished(image, published, findings));
    published.forEach(
        (version, references) -> {
          if (references.size() > 1) {
            findings.add(
                new CheckFinding(
                    Kind.PUBLISHED_TWICE,
                    version.toString(),
                    "references at " + references.stream().map(Published::place).toList()));
          }
          if (!outcomes.containsKey(version)) {
            findings.add(
                new CheckFinding(
                    Kind.LOST,
                    version.toString(),
                    "published at " + references.get(0).place() + ", no outcome"));
          }
        });
    outcomes.forEach((version, found) -> examine(version, found, published, findings));
    return findings;
  }

  private static Map<ObjectVersionEvidence, List<Published>> byVersion(List<Published> published) {
    return published.stream().collect(groupingBy(Published::version, LinkedHashMap::new, toList()));
  }

  private static void findUnpublished(
      ObjectVersionEvidence version,
      Map<ObjectVersionEvidence, List<Published>> published,
      List<CheckFinding> findings) {
    if (!published.containsKey(version)) {
      findings.add(
          new CheckFinding(Kind.UNPUBLISHED, version.toString(), "in the bucket, no reference"));
    }
  }

  private static void examine(
      ObjectVersionEvidence version,
      List<ImageOutcome> found,
      Map<ObjectVersionEvidence, List<Published>> published,
      List<CheckFinding> findings) {
    List<Place> places = found.stream().map(ImageOutcome::place).toList();
    if (found.size() > 1) {
      findings.add(new CheckFinding(Kind.DOUBLE, version.toString(), "outcomes at " + places));
    }
    if (!published.containsKey(version)) {
      findings.add(new CheckFinding(Kind.STRAY, version.toString(), "outcome at " + places));
    }
  }
}
