package io.camstream.report.tables;

import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.MethodAgreement;
import io.camstream.schemas.ReportRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An explained row, with lookups for the columns.
 *
 * @param maps of the predicted class
 */
record ResultsRow(
    ReportRow row,
    Map<ClassColumn, Double> probabilities,
    Map<MapColumn, ClassActivationMap> maps,
    Map<AgreementColumn, Double> agreements,
    Map<String, Artifact> artifacts) {

  /**
   * Looks a class up by name.
   *
   * @param occurrence 0 for the first class of this name in the model, 1 for a second of the same
   */
  record ClassColumn(String name, int occurrence) {}

  record MapColumn(String method, String layer) {}

  record AgreementColumn(String firstMethod, String secondMethod, String layer) {}

  static ResultsRow of(ReportRow row) {
    Explanation explanation = row.getExplanation();
    Map<AgreementColumn, Double> agreements = new HashMap<>();
    for (MethodAgreement agreement : explanation.getAgreements()) {
      agreements.put(
          new AgreementColumn(
              agreement.getFirstMethod(), agreement.getSecondMethod(), agreement.getLayer()),
          agreement.getRankCorrelation());
    }
    Map<String, Artifact> artifacts = new HashMap<>();
    explanation
        .getArtifacts()
        .forEach(artifact -> artifacts.putIfAbsent(artifact.getKind(), artifact));
    return new ResultsRow(
        row, probabilities(explanation), predictedMaps(explanation), agreements, artifacts);
  }

  static List<ClassColumn> classColumns(List<String> classNames) {
    Map<String, Integer> seen = new HashMap<>();
    return classNames.stream()
        .map(name -> new ClassColumn(name, seen.merge(name, 1, Integer::sum) - 1))
        .toList();
  }

  private static Map<ClassColumn, Double> probabilities(Explanation explanation) {
    List<ClassColumn> classes = classColumns(explanation.getModel().getClassNames());
    List<Double> values = explanation.getPrediction().getProbabilities();
    Map<ClassColumn, Double> probabilities = new HashMap<>();
    for (int k = 0; k < Math.min(classes.size(), values.size()); k++) {
      probabilities.put(classes.get(k), values.get(k));
    }
    return probabilities;
  }

  private static Map<MapColumn, ClassActivationMap> predictedMaps(Explanation explanation) {
    int predicted = explanation.getPrediction().getClassIndex();
    Map<MapColumn, ClassActivationMap> maps = new HashMap<>();
    for (ClassActivationMap map : explanation.getMaps()) {
      if (map.getClassIndex() == null || map.getClassIndex() == predicted) {
        maps.put(new MapColumn(map.getMethod(), map.getLayer()), map);
      }
    }
    return maps;
  }

  ImageReference reference() {
    return row.getReference();
  }

  Explanation explanation() {
    return row.getExplanation();
  }
}
