package io.camstream.engine.convnext;

import io.camstream.engine.naming.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All layers of a network by their Hugging Face module paths. */
public final class Layers {

  private final String prefix;
  private final int lastStep;
  private final Map<String, Integer> byPath = new LinkedHashMap<>();

  Layers(String modelType, NetworkBuilder.Plan plan) {
    this.prefix = modelType + ".";
    this.lastStep = plan.steps().size() - 1;
    for (int i = 0; i < plan.steps().size(); i++) {
      byPath.put(plan.steps().get(i).path(), i);
    }
    byPath.putAll(plan.aliases());
  }

  /** The output of the last block, under its full module path. */
  public Layer lastBlock() {
    String path =
        byPath.entrySet().stream()
            .filter(layer -> layer.getValue() == lastStep)
            .findFirst()
            .orElseThrow()
            .getKey();
    return new Layer(prefix + path, lastStep);
  }

  public boolean isLastBlock(Layer layer) {
    return layer.step() == lastStep;
  }

  /**
   * Finds a layer.
   *
   * @param name module path with or without the model's prefix
   * @throws IllegalArgumentException naming the nearest layers if there is no such layer
   */
  public Layer find(String name) {
    String path = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    Integer step = byPath.get(path);
    if (step == null) {
      throw NearestName.unknown("layer", name, byPath.keySet());
    }
    return new Layer(name, step);
  }

  /** Module paths without the prefix, in the order of execution. */
  public List<String> names() {
    List<String> names = new ArrayList<>(byPath.keySet());
    names.sort(java.util.Comparator.comparing(byPath::get));
    return names;
  }
}
