package io.camstream.report.audit;

import io.camstream.report.audit.Findings.Calibration;
import io.camstream.report.audit.Findings.ClassProfile;
import io.camstream.report.audit.Findings.MapGroup;
import io.camstream.report.audit.Findings.MapProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Applies all rules to a sample, corrects for their number, and says what they found. */
final class BatchAudit {

  private static final int TYPICAL = 5;

  private final Map<String, List<AuditedImage>> byClass;
  private final Map<String, HeatGrid> maps;

  /**
   * @param byClass the sample, images in an order that does not depend on their arrival
   * @param maps of the sample by key; none for an empty map
   */
  BatchAudit(Map<String, List<AuditedImage>> byClass, Map<String, HeatGrid> maps) {
    this.byClass = byClass;
    this.maps = maps;
  }

  Findings findings(long images, Calibration calibration) {
    List<AuditedImage> sample = byClass.values().stream().flatMap(List::stream).toList();
    List<Candidate> candidates = new ArrayList<>();
    List<String> notJudged = new ArrayList<>();
    new ClassRules(byClass, maps, candidates, notJudged).apply();
    new GroupRules(sample, candidates, notJudged).apply();
    List<Finding> findings = decided(candidates);
    long answered = sample.stream().filter(image -> image.answers().isPresent()).count();
    if (answered == 0 && !sample.isEmpty()) {
      notJudged.add(
          "The model was not asked again about any image (audit off), so no rule can say whether a"
              + " place matters to the decision.");
    }
    if (calibration == null) {
      notJudged.add(
          "No image has a label: accuracy, calibration and misclassified images are unknown.");
    }
    notJudged.add(
        "Only these images were seen: a shortcut that needs something that none of them shows can't"
            + " be found.");
    Level level =
        findings.stream()
            .map(Finding::level)
            .max(Comparator.naturalOrder())
            .orElse(Level.NOTHING_FOUND);
    Set<String> rules = new HashSet<>();
    candidates.forEach(candidate -> rules.add(candidate.rule()));
    return new Findings(
        level,
        conclusion(level, findings, candidates.size()),
        candidates.size(),
        images,
        sample.size(),
        answered,
        sample.stream().filter(ClassRules::isFlagged).count(),
        findings,
        List.copyOf(notJudged),
        profiles(),
        calibration);
  }

  private static String conclusion(Level level, List<Finding> findings, int checks) {
    return switch (level) {
      case NOTHING_FOUND -> "Nothing found by these " + checks + " checks.";
      case LOOK_HERE ->
          "%d of %d checks found something to look at.".formatted(findings.size(), checks);
      case LIKELY_SHORTCUT ->
          "Likely a shortcut: %d of %d checks found something; look at their images."
              .formatted(findings.size(), checks);
    };
  }

  private static List<Finding> decided(List<Candidate> candidates) {
    List<Double> adjusted =
        Statistics.holm(
            candidates.stream().filter(Candidate::isTest).map(Candidate::pValue).toList());
    List<Finding> findings = new ArrayList<>();
    int test = 0;
    for (Candidate candidate : candidates) {
      Double p = candidate.isTest() ? adjusted.get(test++) : null;
      candidate.decided(p).ifPresent(findings::add);
    }
    findings.sort(
        Comparator.comparing(Finding::level)
            .reversed()
            .thenComparing(Finding::count, Comparator.reverseOrder())
            .thenComparing(Finding::rule)
            .thenComparing(finding -> String.valueOf(finding.className())));
    return List.copyOf(findings);
  }

  private List<ClassProfile> profiles() {
    List<ClassProfile> profiles = new ArrayList<>();
    byClass.forEach((name, images) -> profiles.add(profile(name, images)));
    return List.copyOf(profiles);
  }

  private ClassProfile profile(String name, List<AuditedImage> images) {
    List<AuditedImage> mapped = ofCommonSize(images);
    List<AuditedImage> right =
        mapped.stream().filter(i -> i.label().isPresent() && !i.isWrong()).toList();
    List<AuditedImage> wrong = mapped.stream().filter(AuditedImage::isWrong).toList();
    List<MapGroup> groups =
        MapClusters.of(mapped.stream().map(image -> maps.get(image.key()).values()).toList())
            .stream()
            .map(group -> group(group.members().stream().map(mapped::get).toList()))
            .toList();
    return new ClassProfile(
        name,
        images.size(),
        images.stream().filter(ClassRules::isFlagged).count(),
        mapProfile(mapped),
        mapProfile(right),
        mapProfile(wrong),
        groups);
  }

  private MapGroup group(List<AuditedImage> members) {
    List<AuditedImage> labelled = members.stream().filter(i -> i.label().isPresent()).toList();
    return new MapGroup(
        members.size(),
        mapProfile(members),
        labelled.isEmpty() ? null : (Double) mean(labelled, image -> image.isWrong() ? 0 : 1),
        known(mean(members, image -> image.location().border())),
        known(mean(members, image -> image.location().hotOutside())),
        members.stream().limit(TYPICAL).map(AuditedImage::key).toList());
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static double mean(
      Collection<AuditedImage> images, ToDoubleFunction<AuditedImage> value) {
    return images.stream()
        .mapToDouble(value)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }

  /** Images whose maps have the commonest size; more than one model may have explained a batch. */
  private List<AuditedImage> ofCommonSize(List<AuditedImage> images) {
    Map<Integer, List<AuditedImage>> bySize = new HashMap<>();
    for (AuditedImage image : images) {
      HeatGrid grid = maps.get(image.key());
      if (grid != null) {
        bySize
            .computeIfAbsent(100 * grid.height() + grid.width(), size -> new ArrayList<>())
            .add(image);
      }
    }
    return bySize.entrySet().stream()
        .max(
            Comparator.<Map.Entry<Integer, List<AuditedImage>>>comparingInt(
                    entry -> entry.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  private MapProfile mapProfile(List<AuditedImage> images) {
    if (images.isEmpty()) {
      return new MapProfile(0, 0, 0, List.of(), List.of());
    }
    HeatGrid first = maps.get(images.get(0).key());
    double[] sum = new double[first.values().length];
    double[] squares = new double[sum.length];
    for (AuditedImage image : images) {
      double[] values = maps.get(image.key()).values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values[i];
        squares[i] += values[i] * values[i];
      }
    }
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    double n = images.size();
    for (int i = 0; i < sum.length; i++) {
      mean.add(rounded(sum[i] / n));
      deviation.add(rounded(Math.sqrt(Math.max(0, squares[i] / n - (sum[i] / n) * (sum[i] / n)))));
    }
    return new MapProfile(images.size(), first.height(), first.width(), mean, deviation);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
