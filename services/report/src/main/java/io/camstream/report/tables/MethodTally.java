package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.MethodUse;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mean focus measures of the maps of the predicted class, by method and layer. */
final class MethodTally {

  private record Key(String method, String layer) {}

  private static final class Sums {
    String title;
    long images;
    long empty;
    long measured;
    double border;
    double background;
    double concentration;
  }

  private final Map<Key, Sums> sums = new LinkedHashMap<>();

  void add(Explanation explanation) {
    int predicted = explanation.getPrediction().getClassIndex();
    for (ClassActivationMap map : explanation.getMaps()) {
      if (map.getClassIndex() == null || map.getClassIndex() == predicted) {
        add(map, explanation.getMethodTitles().getOrDefault(map.getMethod(), map.getMethod()));
      }
    }
  }

  private void add(ClassActivationMap map, String title) {
    Sums sum = sums.computeIfAbsent(new Key(map.getMethod(), map.getLayer()), key -> new Sums());
    sum.title = title;
    sum.images++;
    if (map.getEmpty() || map.getNil()) {
      sum.empty++;
    }
    if (map.getFocus() != null) {
      sum.measured++;
      sum.border += map.getFocus().getBorderShare();
      sum.background += map.getFocus().getBackgroundShare();
      sum.concentration += map.getFocus().getConcentration();
    }
  }

  List<MethodUse> methods() {
    return sums.entrySet().stream().map(entry -> use(entry.getKey(), entry.getValue())).toList();
  }

  private static MethodUse use(Key key, Sums sum) {
    return new MethodUse(
        key.method(),
        sum.title,
        key.layer(),
        sum.images,
        sum.empty,
        Ratio.of(sum.border, sum.measured),
        Ratio.of(sum.background, sum.measured),
        Ratio.of(sum.concentration, sum.measured));
  }
}
