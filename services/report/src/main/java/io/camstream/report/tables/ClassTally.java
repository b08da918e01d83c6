package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.ClassScore;
import io.camstream.report.tables.BatchSummary.ConfusionMatrix;
import io.camstream.report.tables.BatchSummary.LabelCount;
import io.camstream.report.tables.BatchSummary.LabelsOutsideModel;
import io.camstream.report.topology.ImageFacts;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ReportRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts labels and predictions. */
final class ClassTally {

  private static final int OUTSIDERS_SHOWN = 20;
  // Bounded, since a manifest may have a different label for each of a million images.
  private static final int OUTSIDERS_REMEMBERED = 1_000;

  private final Set<String> classNames = new LinkedHashSet<>();
  private final Map<String, Map<String, Long>> predictionsByLabel = new HashMap<>();
  private final Map<String, Long> assigned = new HashMap<>();
  private final Map<String, Long> outsiders = new HashMap<>();
  private final Map<String, Long> outsidersPredicted = new HashMap<>();
  private long outside;
  private long labelled;
  private long correct;

  void add(ReportRow row) {
    Explanation explanation = row.getExplanation();
    String predicted = explanation.getPrediction().getPredictedClass();
    classNames.addAll(explanation.getModel().getClassNames());
    classNames.add(predicted);
    assigned.merge(predicted, 1L, Long::sum);
    Optional<String> label = ImageFacts.label(row.getReference());
    if (label.isPresent()) {
      addLabelled(label.get(), predicted, explanation.getModel().getClassNames());
    }
  }

  private void addLabelled(String label, String predicted, List<String> modelClasses) {
    labelled++;
    if (label.equals(predicted)) {
      correct++;
    }
    if (modelClasses.contains(label)) {
      predictionsByLabel
          .computeIfAbsent(label, name -> new HashMap<>())
          .merge(predicted, 1L, Long::sum);
    } else {
      outside++;
      outsidersPredicted.merge(predicted, 1L, Long::sum);
      if (outsiders.containsKey(label) || outsiders.size() < OUTSIDERS_REMEMBERED) {
        outsiders.merge(label, 1L, Long::sum);
      }
    }
  }

  long labelled() {
    return labelled;
  }

  long correct() {
    return correct;
  }

  List<ClassScore> scores() {
    return classNames.stream().map(this::score).toList();
  }

  private ClassScore score(String name) {
    long hits = cell(name, name);
    long support =
        predictionsByLabel.getOrDefault(name, Map.of()).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    long predicted =
        outsidersPredicted.getOrDefault(name, 0L)
            + predictionsByLabel.values().stream()
                .mapToLong(row -> row.getOrDefault(name, 0L))
                .sum();
    return new ClassScore(
        name,
        support,
        predicted,
        hits,
        assigned.getOrDefault(name, 0L),
        Ratio.of(hits, predicted),
        Ratio.of(hits, support),
        Ratio.of(2.0 * hits, support + predicted));
  }

  ConfusionMatrix confusionMatrix() {
    List<List<Long>> counts = new ArrayList<>();
    for (String label : classNames) {
      counts.add(classNames.stream().map(predicted -> cell(label, predicted)).toList());
    }
    return new ConfusionMatrix(List.copyOf(classNames), List.copyOf(counts));
  }

  private long cell(String label, String predicted) {
    return predictionsByLabel.getOrDefault(label, Map.of()).getOrDefault(predicted, 0L);
  }

  LabelsOutsideModel labelsOutsideModel() {
    List<LabelCount> mostFrequent =
        outsiders.entrySet().stream()
            .map(entry -> new LabelCount(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(LabelCount::images)
                    .reversed()
                    .thenComparing(LabelCount::label))
            .limit(OUTSIDERS_SHOWN)
            .toList();
    return new LabelsOutsideModel(outside, mostFrequent);
  }
}
