package io.camstream.engine.rendering;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.explanation.ImageExplanation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the maps of an explanation that a figure shows, in the order of the explanation. */
public final class ShownMaps {

  private final ImageExplanation explanation;
  private final List<Integer> ranking;

  public ShownMaps(ImageExplanation explanation) {
    this.explanation = explanation;
    this.ranking = explanation.prediction().ranking();
  }

  /** Target layers, first asked for first. */
  public List<String> layers() {
    return explanation.maps().stream().map(ActivationMap::layer).distinct().toList();
  }

  /** Methods that have a map at a layer. */
  public List<String> methods(String layer) {
    return explanation.maps().stream()
        .filter(map -> map.layer().equals(layer))
        .map(ActivationMap::method)
        .distinct()
        .toList();
  }

  /**
   * The map that stands for a method: that of the predicted class, or the one that the method has
   * for all classes; where the predicted class was not asked for, that of the most probable class
   * that was.
   */
  public Optional<ActivationMap> leading(String layer, String method) {
    return maps(layer, method).stream().min(Comparator.comparing(this::rank));
  }

  /** All maps of a method at a layer, those of the most probable classes first. */
  public List<ActivationMap> byProbability(String layer, String method) {
    return maps(layer, method).stream().sorted(Comparator.comparing(this::rank)).toList();
  }

  private List<ActivationMap> maps(String layer, String method) {
    return explanation.maps().stream()
        .filter(map -> map.layer().equals(layer) && map.method().equals(method))
        .toList();
  }

  private int rank(ActivationMap map) {
    return map.classIndex().isEmpty() ? 0 : ranking.indexOf(map.classIndex().getAsInt());
  }
}
