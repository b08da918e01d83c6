package io.camstream.engine;

import io.camstream.engine.cam.LayerMap;
import io.camstream.engine.cam.RawMap;
import java.util.OptionalInt;

/**
 * One class-activation map at the resolution of its target layer, before ReLU and normalisation.
 *
 * @param method id of the method, such as {@code gradcam}
 * @param layer Hugging Face module path of the target layer, such as {@code
 *     convnextv2.encoder.stages.3.layers.2}, or the form of it that the user asked for; {@code
 *     pixel_values} for a method that has no target layer
 * @param classIndex class that is explained; empty for methods that do not depend on the class
 * @param height rows of the map
 * @param width columns of the map
 * @param raw {@code height * width} values, row-major, signed, in the method's own unit; immutable
 *     by convention
 * @param nil zero by mathematics: the values are rounding noise and must not be drawn
 * @param fragile a tiny change of the input changes the map visibly
 * @param finished whether the values are no raw map but what is drawn: 0..1, at the size of the
 *     model's input. Only smoothing by augmentation, which averages finished maps, makes such maps
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Thousands of maps a second; a copy for each reader costs.
public record ActivationMap(
    String method,
    String layer,
    OptionalInt classIndex,
    int height,
    int width,
    float[] raw,
    boolean nil,
    boolean fragile,
    boolean finished) {

  /** The map that the engine computed, with the method's id in place of its description. */
  static ActivationMap of(LayerMap map) {
    RawMap raw = map.map();
    return new ActivationMap(
        map.method().id(),
        map.layer(),
        map.classIndex(),
        raw.height(),
        raw.width(),
        raw.values(),
        raw.nil(),
        raw.fragile());
  }

  /** A raw map. */
  public ActivationMap(
      String method,
      String layer,
      OptionalInt classIndex,
      int height,
      int width,
      float[] raw,
      boolean nil,
      boolean fragile) {
    this(method, layer, classIndex, height, width, raw, nil, fragile, false);
  }

  public ActivationMap {
    if (raw.length != height * width) {
      throw new IllegalArgumentException(
          "a map of " + height + " × " + width + " can't have " + raw.length + " values");
    }
  }

  public float min() {
    float min = Float.POSITIVE_INFINITY;
    for (float value : raw) {
      min = Math.min(min, value);
    }
    return min;
  }

  public float max() {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : raw) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** Whether nothing is left to draw: no value is positive, or the map is nil. */
  public boolean empty() {
    return nil || !(max() > 0);
  }
}
