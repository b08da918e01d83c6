package io.camstream.engine.figure;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.FinalMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.cam.MethodDescription;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The final maps that pictures show, each computed once and only when it is drawn. For one image
 * and one thread.
 *
 * <p>Of a method with very many classes only the {@value #MAX_CLASSES} most probable are drawn: a
 * final map of a thousand classes takes 200 MB.
 */
public final class DrawnMaps {

  static final int MAX_CLASSES = 23;

  /** What maps without a target layer have in its place. */
  private static final String NO_LAYER = "pixel_values";

  private final ImageExplanation explanation;
  private final Predicate<ActivationMap> which;
  private final List<ActivationMap> maps;
  private final Map<MethodDescription, List<FinalMap>> byMethod = new HashMap<>();

  public DrawnMaps(ImageExplanation explanation) {
    this(explanation, map -> true);
  }

  private DrawnMaps(ImageExplanation explanation, Predicate<ActivationMap> which) {
    this.explanation = explanation;
    this.which = which;
    this.maps = explanation.maps().stream().filter(which).toList();
  }

  /** Methods in the order in which they were asked for. */
  public List<MethodDescription> methods() {
    return maps.stream().map(ActivationMap::description).distinct().toList();
  }

  /** Methods that have maps of several classes. */
  public List<MethodDescription> methodsWithClasses() {
    return methods().stream().filter(method -> classes(method).size() > 1).toList();
  }

  /**
   * Target layers that methods share, in the order in which they were asked for; what a method
   * without a target layer has in their place is not among them, unless it is all there is.
   */
  public List<String> layers() {
    List<String> targets =
        maps.stream()
            .map(ActivationMap::layer)
            .filter(layer -> !layer.equals(NO_LAYER))
            .distinct()
            .toList();
    return targets.isEmpty() && !maps.isEmpty() ? List.of(NO_LAYER) : targets;
  }

  /** The maps of one layer alone. */
  DrawnMaps atLayer(String layer) {
    return new DrawnMaps(explanation, map -> map.layer().equals(layer));
  }

  /**
   * The map that stands for a method: that of the predicted class, or the one that the method has
   * for all classes; where the predicted class was not asked for, that of the most probable class
   * that was.
   */
  public FinalMap leading(MethodDescription method) {
    return byProbability(method).get(0);
  }

  /** The maps of a method, those of the most probable classes first. */
  List<FinalMap> byProbability(MethodDescription method) {
    return byMethod.computeIfAbsent(method, this::compute);
  }

  /** How many classes of a method have a map that is not drawn. */
  int notDrawn(MethodDescription method) {
    return Math.max(0, classes(method).size() - MAX_CLASSES);
  }

  private List<FinalMap> compute(MethodDescription method) {
    List<OptionalInt> classes = classes(method);
    List<OptionalInt> drawn = classes.subList(0, Math.min(MAX_CLASSES, classes.size()));
    return explanation
        .finalMaps(
            map ->
                which.test(map)
                    && map.description().equals(method)
                    && drawn.contains(map.classIndex()))
        .stream()
        .sorted(Comparator.comparing(map -> drawn.indexOf(map.classIndex())))
        .toList();
  }

  private List<OptionalInt> classes(MethodDescription method) {
    List<Integer> ranking = explanation.prediction().ranking();
    return maps.stream()
        .filter(map -> map.description().equals(method))
        .map(ActivationMap::classIndex)
        .distinct()
        .sorted(Comparator.comparing(k -> k.isEmpty() ? -1 : ranking.indexOf(k.getAsInt())))
        .toList();
  }
}
