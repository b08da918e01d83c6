package io.camstream.engine.artifact;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.cam.FinalMaps;
import io.camstream.engine.explanation.ImageExplanation;
import io.camstream.engine.preprocessing.PixelValues;
import java.util.List;

/**
 * The floats behind the pictures, for NumPy: {@code logits} and {@code probabilities} [K], {@code
 * raw/<layer>/<method>/<k>} [h, w] before ReLU and normalisation, where {@code <k>} is the class
 * index, which methods that do not depend on the class lack. The full file adds {@code
 * pixel_values} [3, H, W] and {@code final/<layer>/<method>/<k>} [H, W], 0..1 at input size.
 */
final class MapsFile {

  private final boolean full;

  MapsFile(boolean full) {
    this.full = full;
  }

  byte[] write(ExplainedImage explained) {
    ImageExplanation explanation = explained.explanation();
    NpzWriter npz = new NpzWriter();
    npz.add(
        "logits",
        floats(explanation.prediction().logits()),
        explanation.prediction().logits().size());
    npz.add(
        "probabilities",
        floats(explanation.prediction().probabilities()),
        explanation.prediction().probabilities().size());
    for (ActivationMap map : explanation.maps()) {
      npz.add("raw/" + name(map), map.raw(), map.height(), map.width());
    }
    if (full) {
      addFullMaps(npz, explained);
    }
    return npz.toBytes();
  }

  private void addFullMaps(NpzWriter npz, ExplainedImage explained) {
    PixelValues input =
        explained
            .input()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("full maps need the model's input of the image"));
    npz.add("pixel_values", input.chw(), 3, input.height(), input.width());
    ImageExplanation explanation = explained.explanation();
    for (ActivationMap map : explanation.maps()) {
      npz.add(
          "final/" + name(map),
          FinalMaps.atInputSize(map, explanation.inputHeight(), explanation.inputWidth()),
          explanation.inputHeight(),
          explanation.inputWidth());
    }
  }

  private static String name(ActivationMap map) {
    String name = map.layer() + "/" + map.method();
    return map.classIndex().isPresent() ? name + "/" + map.classIndex().getAsInt() : name;
  }

  private static float[] floats(List<? extends Number> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
