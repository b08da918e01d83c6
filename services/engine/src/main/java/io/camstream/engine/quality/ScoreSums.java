package io.camstream.engine.quality;

import io.camstream.engine.quality.MethodScore.Faithfulness;
import io.camstream.engine.quality.MethodScore.RegionScore;
import io.camstream.engine.quality.MethodScore.Sanity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what is found out about one method at one layer, image by image. */
final class ScoreSums {

  private final Mean insertion = new Mean();
  private final Mean deletion = new Mean();
  private final Mean averageDrop = new Mean();
  private final Mean increase = new Mean();
  private final Map<String, Mean> energy = new LinkedHashMap<>();
  private final Map<String, Mean> pointing = new LinkedHashMap<>();
  private int empty;

  void addEmpty() {
    empty++;
  }

  void add(double insertionArea, double deletionArea, double before, double masked) {
    insertion.add(insertionArea);
    deletion.add(deletionArea);
    averageDrop.add(Math.max(0, before - masked) / before);
    increase.add(masked > before ? 1 : 0);
  }

  /**
   * @param map final map
   * @param inside which of its values lie in the region; at least one
   */
  void addRegion(String region, float[] map, boolean[] inside) {
    double all = 0;
    double within = 0;
    int largest = 0;
    for (int i = 0; i < map.length; i++) {
      all += map[i];
      within += inside[i] ? map[i] : 0;
      largest = map[i] > map[largest] ? i : largest;
    }
    energy.computeIfAbsent(region, name -> new Mean()).add(within / all);
    pointing.computeIfAbsent(region, name -> new Mean()).add(inside[largest] ? 1 : 0);
  }

  MethodScore score(MethodAtLayer method, Optional<Sanity> sanity, double millis) {
    Map<String, RegionScore> regions = new LinkedHashMap<>();
    energy.forEach(
        (region, mean) ->
            regions.put(
                region, new RegionScore(mean.count(), mean.value(), pointing.get(region).value())));
    Optional<Faithfulness> faithfulness =
        insertion.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Faithfulness(
                    insertion.value(), deletion.value(), averageDrop.value(), increase.value()));
    return new MethodScore(
        method.description(),
        method.layer(),
        insertion.count(),
        empty,
        faithfulness,
        regions,
        sanity,
        millis);
  }
}
