package io.camstream.chaos.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.camstream.chaos.check.Finding.Kind;
import io.camstream.chaos.evidence.Evidence;
import io.camstream.chaos.evidence.Outcome;
import io.camstream.chaos.evidence.Place;
import io.camstream.chaos.evidence.Published;
import io.camstream.chaos.evidence.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each version in the bucket has one reference, and each reference one outcome. */
final class OutcomeCheck implements Check {

  @Override
  public List<Finding> findings(Evidence evidence) {
    Map<Version, List<Published>> published = byVersion(evidence.topics().published());
    Map<Version, List<Outcome>> outcomes =
        evidence.topics().outcomes().stream()
            .collect(groupingBy(Outcome::version, LinkedHashMap::new, toList()));
    List<Finding> findings = new ArrayList<>();
    evidence.images().forEach(image -> findUnpublished(image, published, findings));
    published.forEach(
        (version, references) -> {
          if (references.size() > 1) {
            findings.add(
                new Finding(
                    Kind.PUBLISHED_TWICE,
                    version.toString(),
                    "references at " + references.stream().map(Published::place).toList()));
          }
          if (!outcomes.containsKey(version)) {
            findings.add(
                new Finding(
                    Kind.LOST,
                    version.toString(),
                    "published at " + references.get(0).place() + ", no outcome"));
          }
        });
    outcomes.forEach((version, found) -> examine(version, found, published, findings));
    return findings;
  }

  private static Map<Version, List<Published>> byVersion(List<Published> published) {
    return published.stream().collect(groupingBy(Published::version, LinkedHashMap::new, toList()));
  }

  private static void findUnpublished(
      Version version, Map<Version, List<Published>> published, List<Finding> findings) {
    if (!published.containsKey(version)) {
      findings.add(
          new Finding(Kind.UNPUBLISHED, version.toString(), "in the bucket, no reference"));
    }
  }

  private static void examine(
      Version version,
      List<Outcome> found,
      Map<Version, List<Published>> published,
      List<Finding> findings) {
    List<Place> places = found.stream().map(Outcome::place).toList();
    if (found.size() > 1) {
      findings.add(new Finding(Kind.DOUBLE, version.toString(), "outcomes at " + places));
    }
    if (!published.containsKey(version)) {
      findings.add(new Finding(Kind.STRAY, version.toString(), "outcome at " + places));
    }
  }
}
