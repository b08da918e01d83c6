package io.camstream.engine.quality;

import io.camstream.engine.quality.EvaluationReport.Coinciding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds methods that draw the same maps. */
final class Coincidence {

  private static final float TOLERANCE = 1e-3f;

  private final Set<MethodAtLayer> methods = new LinkedHashSet<>();
  private final Set<MethodAtLayer> everDrawn = new LinkedHashSet<>();
  private final Map<MethodAtLayer, Set<MethodAtLayer>> different = new HashMap<>();

  /** Compares the final maps of one image. */
  void add(Map<MethodAtLayer, float[]> maps) {
    List<MethodAtLayer> keys = new ArrayList<>(maps.keySet());
    methods.addAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      MethodAtLayer first = keys.get(i);
      if (!isZero(maps.get(first))) {
        everDrawn.add(first);
      }
      for (MethodAtLayer second : keys.subList(i + 1, keys.size())) {
        if (mayCoincide(first, second) && differ(maps.get(first), maps.get(second))) {
          different.computeIfAbsent(first, m -> new LinkedHashSet<>()).add(second);
        }
      }
    }
  }

  private boolean mayCoincide(MethodAtLayer first, MethodAtLayer second) {
    return first.layer().equals(second.layer())
        && !different.getOrDefault(first, Set.of()).contains(second);
  }

  private static boolean isZero(float[] map) {
    for (float value : map) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean differ(float[] first, float[] second) {
    for (int i = 0; i < first.length; i++) {
      if (Math.abs(first[i] - second[i]) > TOLERANCE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Groups of two and more, each under its first method; maps that are always empty don't count.
   */
  List<Coinciding> groups() {
    Map<MethodAtLayer, List<String>> groups = new LinkedHashMap<>();
    Set<MethodAtLayer> grouped = new LinkedHashSet<>();
    List<MethodAtLayer> drawn = methods.stream().filter(everDrawn::contains).toList();
    for (int i = 0; i < drawn.size(); i++) {
      MethodAtLayer first = drawn.get(i);
      for (MethodAtLayer second : drawn.subList(i + 1, drawn.size())) {
        if (!grouped.contains(first) && !grouped.contains(second) && mayCoincide(first, second)) {
          groups
              .computeIfAbsent(first, m -> new ArrayList<>(Arrays.asList(m.method())))
              .add(second.method());
          grouped.add(second);
        }
      }
    }
    List<Coinciding> result = new ArrayList<>();
    groups.forEach((first, names) -> result.add(new Coinciding(first.layer(), names)));
    return result;
  }
}
