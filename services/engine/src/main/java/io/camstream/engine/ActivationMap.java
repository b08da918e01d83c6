package io.camstream.engine;

import io.camstream.engine.cam.Fusion;
import io.camstream.engine.cam.LayerMap;
import io.camstream.engine.cam.MethodDescription;
import io.camstream.engine.cam.RawMap;
import java.util.List;
import java.util.OptionalInt;

/**
 * One class-activation map at the resolution of its target layer, before ReLU and normalisation.
 *
 * @param description the method that computed the map
 * @param layer Hugging Face module path of the target layer, such as {@code
 *     convnextv2.encoder.stages.3.layers.2}, or the form of it that the user asked for; {@code
 *     pixel_values} for a method that has no target layer
 * @param classIndex class that is explained; empty for methods that do not depend on the class
 * @param height rows of the map
 * @param width columns of the map
 * @param raw {@code height * width} values, row-major, signed, in the method's own unit; immutable
 *     by convention
 * @param nil true if the map is zero by mathematics: the values are rounding noise and must not be
 *     drawn
 * @param fragile true if a tiny change of the input changes the map visibly
 * @param finished true if the values are already final: 0..1, at the size of the model's input.
 *     Only {@link Smoothing#AUG}, which averages final maps, returns such maps
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Thousands of maps a second; a copy for each reader costs.
public record ActivationMap(
    MethodDescription description,
    String layer,
    OptionalInt classIndex,
    int height,
    int width,
    float[] raw,
    boolean nil,
    boolean fragile,
    boolean finished) {

  static ActivationMap of(LayerMap map) {
    RawMap raw = map.map();
    return new ActivationMap(
        map.method(),
        map.layer(),
        map.classIndex(),
        raw.height(),
        raw.width(),
        raw.values(),
        raw.nil(),
        raw.fragile());
  }

  /** Creates a raw map. */
  public ActivationMap(
      MethodDescription description,
      String layer,
      OptionalInt classIndex,
      int height,
      int width,
      float[] raw,
      boolean nil,
      boolean fragile) {
    this(description, layer, classIndex, height, width, raw, nil, fragile, false);
  }

  public ActivationMap {
    if (raw.length != height * width) {
      throw new IllegalArgumentException(
          "a map of " + height + " × " + width + " can't have " + raw.length + " values");
    }
  }

  /** Id of the method, such as {@code gradcam}. */
  public String method() {
    return description.id();
  }

  /** Smallest value. */
  public float min() {
    float min = Float.POSITIVE_INFINITY;
    for (float value : raw) {
      min = Math.min(min, value);
    }
    return min;
  }

  /** Largest value. */
  public float max() {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : raw) {
      max = Math.max(max, value);
    }
    return max;
  }

  /**
   * The final map of this layer alone, on its own scale: after ReLU, scaled to 0..1 and resized.
   *
   * @return {@code height * width} values, row-major
   */
  public float[] resized(int height, int width) {
    return new FinalMaps(Fusion.MEAN, Normalisation.PER_MAP)
        .of(List.of(this), height, width)
        .get(0)
        .values();
  }

  /** True if there is nothing to draw: no value is positive, or the map is nil. */
  public boolean empty() {
    return nil || !(max() > 0);
  }
}
