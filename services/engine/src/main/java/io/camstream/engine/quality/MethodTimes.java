package io.camstream.engine.quality;

import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.PreparedImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the time of one image with one method alone. */
final class MethodTimes {

  private final Explainer explainer;
  private final ExplanationOptions options;
  private final List<PreparedImage> images;

  MethodTimes(Explainer explainer, ExplanationOptions options, List<PreparedImage> images) {
    this.explainer = explainer;
    this.options = options;
    this.images = images;
  }

  /** Median milliseconds over the images. */
  Map<MethodAtLayer, Double> measure(Set<MethodAtLayer> methods) {
    Map<MethodAtLayer, Double> millis = new HashMap<>();
    for (MethodAtLayer method : methods) {
      ExplanationOptions alone = alone(method);
      double[] times = new double[images.size()];
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        explainer.explain(List.of(images.get(i)), alone);
        times[i] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(times);
      millis.put(method, times.length == 0 ? Double.NaN : times[times.length / 2]);
    }
    return millis;
  }

  /** A method that has no target layer reports one that can't be asked for. */
  private ExplanationOptions alone(MethodAtLayer method) {
    boolean hasLayer = !method.layer().equals("pixel_values");
    List<String> layers = hasLayer ? List.of(method.layer()) : List.of();
    return options.withMethods(List.of(method.method())).withLayers(layers);
  }
}
