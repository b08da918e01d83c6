package io.camstream.engine;

import io.camstream.engine.cam.Fusion;
import io.camstream.engine.image.BilinearResize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Turns raw maps into final maps, with the arithmetic of pytorch-grad-cam 1.5.7 (base_cam.py,
 * utils/image.py {@code scale_cam_image}): ReLU, min-max to 0..1, bilinear to the size of the
 * input, mean over the layers, min-max again. A nil map stays 0 everywhere.
 *
 * <p>Thread-safe.
 */
final class FinalMaps {

  /** Added to the largest value, so that a constant map becomes 0 and not NaN. */
  private static final float EPSILON = 1e-7f;

  private final Fusion fusion;
  private final Normalisation normalisation;

  FinalMaps(Fusion fusion, Normalisation normalisation) {
    this.fusion = fusion;
    this.normalisation = normalisation;
  }

  /**
   * The final maps of one image: one for each method and class, in the order in which they first
   * appear, the layers fused.
   *
   * @param maps all maps of the image, as in {@code ImageExplanation.maps()}
   */
  List<FinalMap> of(List<ActivationMap> maps, int height, int width) {
    Map<String, Map<OptionalInt, List<ActivationMap>>> groups = new LinkedHashMap<>();
    for (ActivationMap map : maps) {
      groups
          .computeIfAbsent(map.method(), method -> new LinkedHashMap<>())
          .computeIfAbsent(map.classIndex(), k -> new ArrayList<>())
          .add(map);
    }
    List<FinalMap> finals = new ArrayList<>();
    for (Map<OptionalInt, List<ActivationMap>> classes : groups.values()) {
      List<List<ActivationMap>> perClass = List.copyOf(classes.values());
      if (normalisation == Normalisation.PER_IMAGE) {
        finals.addAll(together(perClass, height, width));
      } else {
        perClass.forEach(one -> finals.addAll(together(List.of(one), height, width)));
      }
    }
    return finals;
  }

  /** Final maps that share their scale: {@code maps} holds, for each class, one map a layer. */
  private List<FinalMap> together(List<List<ActivationMap>> maps, int height, int width) {
    int layers = maps.get(0).size();
    List<List<float[]>> perLayer = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      perLayer.add(oneLayer(layer, maps, height, width));
    }
    List<float[]> fused = new ArrayList<>();
    for (int k = 0; k < maps.size(); k++) {
      int index = k;
      fused.add(fuse(maps.get(k), perLayer.stream().map(layer -> layer.get(index)).toList()));
    }
    if (!maps.get(0).get(0).finished()) {
      scale(fused);
    }
    List<FinalMap> finals = new ArrayList<>();
    for (int k = 0; k < maps.size(); k++) {
      finals.add(finalMap(maps.get(k), fused.get(k), height, width));
    }
    return finals;
  }

  private static List<float[]> oneLayer(
      int layer, List<List<ActivationMap>> maps, int height, int width) {
    List<float[]> scaled = new ArrayList<>();
    for (List<ActivationMap> layersOfClass : maps) {
      scaled.add(rectified(layersOfClass.get(layer)));
    }
    ActivationMap first = maps.get(0).get(layer);
    if (!first.finished()) {
      scale(scaled);
    }
    return scaled.stream()
        .map(map -> BilinearResize.resize(map, first.height(), first.width(), height, width))
        .toList();
  }

  private static FinalMap finalMap(
      List<ActivationMap> layers, float[] values, int height, int width) {
    ActivationMap first = layers.get(0);
    return new FinalMap(
        first.description(),
        layers.stream().map(ActivationMap::layer).toList(),
        first.classIndex(),
        height,
        width,
        values,
        layers.stream().allMatch(ActivationMap::nil),
        layers.stream().anyMatch(ActivationMap::fragile));
  }

  private static float[] rectified(ActivationMap map) {
    float[] values = new float[map.raw().length];
    if (!map.nil()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(map.raw()[i], 0);
      }
    }
    return values;
  }

  /** Min-max to 0..1, in place, with one minimum and one maximum for all maps. */
  private static void scale(List<float[]> maps) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float[] map : maps) {
      for (float value : map) {
        if (value < min) {
          min = value;
        }
        if (value > max) {
          max = value;
        }
      }
    }
    float divisor = EPSILON + (max - min);
    for (float[] map : maps) {
      for (int i = 0; i < map.length; i++) {
        map[i] = (map[i] - min) / divisor;
      }
    }
  }

  /** Fuses in place into {@code maps.get(0)}; the caller must own the arrays. */
  private float[] fuse(List<ActivationMap> layers, List<float[]> maps) {
    Fusion rule = layers.get(0).description().fusion().orElse(fusion);
    float[] fused = maps.get(0);
    for (float[] map : maps.subList(1, maps.size())) {
      for (int i = 0; i < fused.length; i++) {
        fused[i] =
            switch (rule) {
              case MEAN -> fused[i] + map[i];
              case MAX -> Math.max(fused[i], map[i]);
              case PRODUCT -> fused[i] * map[i];
            };
      }
    }
    if (rule == Fusion.MEAN && maps.size() > 1) {
      for (int i = 0; i < fused.length; i++) {
        fused[i] /= maps.size();
      }
    }
    return fused;
  }
}
