package io.camstream.report.page;

import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ReportRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Selects the maps of an image that fit into the page. A model of a thousand classes results in
 * thousands of maps per image, which would make the page too large to open.
 */
final class MapChoice {

  private MapChoice() {}

  /**
   * The maps in the order of their importance (predicted class and class-independent ones, then the
   * label's, then by probability) as long as their values fit.
   *
   * @param values largest number of values of all maps together
   */
  static List<ClassActivationMap> within(GalleryImage image, long values) {
    List<ClassActivationMap> sorted = new ArrayList<>(image.maps());
    sorted.sort(Comparator.comparingDouble(map -> -importance(image.row(), map)));
    List<ClassActivationMap> chosen = new ArrayList<>();
    long used = 0;
    for (ClassActivationMap map : sorted) {
      used += map.getValues().size();
      if (used > values) {
        break;
      }
      chosen.add(map);
    }
    return chosen;
  }

  private static double importance(ReportRow row, ClassActivationMap map) {
    List<Double> probabilities = row.getExplanation().getPrediction().getProbabilities();
    List<String> classes = row.getExplanation().getModel().getClassNames();
    Integer k = map.getClassIndex();
    if (k == null || k == row.getExplanation().getPrediction().getClassIndex()) {
      return 3;
    }
    boolean known = k >= 0 && k < probabilities.size() && k < classes.size();
    if (!known) {
      return 0;
    }
    boolean label =
        classes.get(k).equals(Optional.ofNullable(row.getReference().getLabel()).orElse(""));
    return label ? 2 : probabilities.get(k);
  }
}
