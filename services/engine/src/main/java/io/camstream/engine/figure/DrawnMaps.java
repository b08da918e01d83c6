package io.camstream.engine.figure;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.FinalMap;
import io.camstream.engine.FinalMaps;
import io.camstream.engine.ImageExplanation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

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
  private final FinalMaps finalMaps;
  private final List<ActivationMap> maps;
  private final Map<String, List<FinalMap>> byMethod = new HashMap<>();

  public DrawnMaps(ImageExplanation explanation, HeatStyle style) {
    this(explanation, new FinalMaps(style.fusion(), style.normalisation()), explanation.maps());
  }

  private DrawnMaps(ImageExplanation explanation, FinalMaps finalMaps, List<ActivationMap> maps) {
    this.explanation = explanation;
    this.finalMaps = finalMaps;
    this.maps = maps;
  }

  /** Methods in the order in which they were asked for. */
  public List<String> methods() {
    return maps.stream().map(ActivationMap::method).distinct().toList();
  }

  /** Methods that have maps of several classes. */
  public List<String> methodsWithClasses() {
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
    return new DrawnMaps(
        explanation, finalMaps, maps.stream().filter(map -> map.layer().equals(layer)).toList());
  }

  /**
   * The map that stands for a method: that of the predicted class, or the one that the method has
   * for all classes; where the predicted class was not asked for, that of the most probable class
   * that was.
   */
  public FinalMap leading(String method) {
    return byProbability(method).get(0);
  }

  /** The maps of a method, those of the most probable classes first. */
  List<FinalMap> byProbability(String method) {
    return byMethod.computeIfAbsent(method, this::compute);
  }

  /** How many classes of a method have a map that is not drawn. */
  int notDrawn(String method) {
    return Math.max(0, classes(method).size() - MAX_CLASSES);
  }

  private List<FinalMap> compute(String method) {
    List<OptionalInt> classes = classes(method);
    List<OptionalInt> drawn = classes.subList(0, Math.min(MAX_CLASSES, classes.size()));
    List<ActivationMap> ofDrawn =
        maps.stream()
            .filter(map -> map.method().equals(method) && drawn.contains(map.classIndex()))
            .toList();
    return finalMaps.of(ofDrawn, explanation.inputHeight(), explanation.inputWidth()).stream()
        .sorted(Comparator.comparing(map -> drawn.indexOf(map.classIndex())))
        .toList();
  }

  private List<OptionalInt> classes(String method) {
    List<Integer> ranking = explanation.prediction().ranking();
    return maps.stream()
        .filter(map -> map.method().equals(method))
        .map(ActivationMap::classIndex)
        .distinct()
        .sorted(Comparator.comparing(k -> k.isEmpty() ? -1 : ranking.indexOf(k.getAsInt())))
        .toList();
  }
}
