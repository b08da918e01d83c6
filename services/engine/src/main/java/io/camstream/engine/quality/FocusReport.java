package io.camstream.engine.quality;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The focus measures of every map of an image, and the agreement of its methods.
 *
 * @param measures one for each map of the explanation, in its order; none for a map that is empty
 *     or even, since nothing is drawn of it
 * @param agreements one for each pair of methods that have a map of the predicted class (or one
 *     that does not depend on the class) at the same layer and of the same size; none where one of
 *     the two is empty or even, because the coefficient is not defined then
 */
public record FocusReport(List<Optional<FocusMeasures>> measures, List<Agreement> agreements) {

  private static final int GRID = 64;

  public FocusReport {
    measures = List.copyOf(measures);
    agreements = List.copyOf(agreements);
  }

  /** Measures all maps of an image. */
  public static FocusReport of(RgbImage image, ImageExplanation explanation) {
    boolean[] background = Background.mask(image, explanation.view(), GRID, GRID);
    List<Optional<FocusMeasures>> measures = new ArrayList<>();
    for (ActivationMap map : explanation.maps()) {
      float[] values = map.resized(GRID, GRID);
      measures.add(FocusMeasures.of(values, GRID, GRID, background));
    }
    return new FocusReport(measures, agreements(explanation));
  }

  private static List<Agreement> agreements(ImageExplanation explanation) {
    int predicted = explanation.prediction().classIndex();
    List<RankedMap> ranked =
        explanation.maps().stream()
            .filter(map -> !map.empty() && map.classIndex().orElse(predicted) == predicted)
            .map(map -> new RankedMap(map, RankCorrelation.ranks(relu(map.raw()))))
            .toList();
    List<Agreement> agreements = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      for (int j = i + 1; j < ranked.size(); j++) {
        ranked.get(i).agreement(ranked.get(j)).ifPresent(agreements::add);
      }
    }
    return agreements;
  }

  private static float[] relu(float[] raw) {
    float[] positive = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      positive[i] = Math.max(0, raw[i]);
    }
    return positive;
  }

  @SuppressWarnings("ArrayRecordComponent") // Lives within one call, never compared.
  private record RankedMap(ActivationMap map, double[] ranks) {

    Optional<Agreement> agreement(RankedMap other) {
      boolean comparable =
          map.layer().equals(other.map.layer())
              && map.height() == other.map.height()
              && map.width() == other.map.width();
      if (!comparable) {
        return Optional.empty();
      }
      var coefficient = RankCorrelation.pearson(ranks, other.ranks);
      return coefficient.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Agreement(
                  map.layer(), map.method(), other.map.method(), coefficient.getAsDouble()));
    }
  }
}
