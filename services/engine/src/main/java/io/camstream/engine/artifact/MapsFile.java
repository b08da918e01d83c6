package io.camstream.engine.artifact;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.FinalMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.image.PixelValues;
import java.util.List;
import java.util.OptionalInt;

/**
 * The floats behind the pictures, for NumPy.
 *
 * <ul>
 *   <li>{@code logits}, {@code probabilities} [K]
 *   <li>{@code raw/<layer>/<method>/<k>} [h, w]: before ReLU and normalisation; {@code <k>} is the
 *       class index, which methods that do not depend on the class lack
 * </ul>
 *
 * The full file adds
 *
 * <ul>
 *   <li>{@code pixel_values} [3, H, W]
 *   <li>{@code final/<layer>/<method>/<k>} [H, W]: 0..1 at the size of the model's input
 *   <li>{@code final/fused/<method>/<k>} [H, W], where there are several layers: what is drawn
 * </ul>
 */
final class MapsFile {

  private final boolean full;

  MapsFile(boolean full) {
    this.full = full;
  }

  byte[] write(ExplainedImage explained) {
    ImageExplanation explanation = explained.explanation();
    NpzWriter npz = new NpzWriter();
    Prediction prediction = explanation.prediction();
    npz.add("logits", floats(prediction.logits()), prediction.logits().size());
    npz.add("probabilities", floats(prediction.probabilities()), prediction.probabilities().size());
    for (ActivationMap map : explanation.maps()) {
      npz.add(
          "raw/" + map.layer() + "/" + name(map.method(), map.classIndex()),
          map.raw(),
          map.height(),
          map.width());
    }
    if (full) {
      addInput(npz, explained.prepared().pixels());
      addFinalMaps(npz, explanation);
    }
    return npz.toBytes();
  }

  private static void addInput(NpzWriter npz, PixelValues input) {
    npz.add("pixel_values", input.chw(), 3, input.height(), input.width());
  }

  private static void addFinalMaps(NpzWriter npz, ImageExplanation explanation) {
    List<String> layers = explanation.maps().stream().map(ActivationMap::layer).distinct().toList();
    for (String layer : layers) {
      addFinalMaps(npz, layer, explanation.finalMaps(map -> map.layer().equals(layer)));
    }
    if (layers.size() > 1) {
      addFinalMaps(npz, "fused", explanation.finalMaps());
    }
  }

  private static void addFinalMaps(NpzWriter npz, String layer, List<FinalMap> maps) {
    for (FinalMap map : maps) {
      npz.add(
          "final/" + layer + "/" + name(map.method(), map.classIndex()),
          map.values(),
          map.height(),
          map.width());
    }
  }

  private static String name(String method, OptionalInt classIndex) {
    return classIndex.isPresent() ? method + "/" + classIndex.getAsInt() : method;
  }

  private static float[] floats(List<? extends Number> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
