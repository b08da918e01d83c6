package io.camstream.engine.cam;

import io.camstream.engine.naming.OptionValues;

/** How the final maps of several layers become one. */
public enum Fusion {
  /** Arithmetic mean, as pytorch-grad-cam does. */
  MEAN,
  /** Largest value at each pixel, as LayerCAM's paper and torch-cam do. */
  MAX,
  /** Product at each pixel, as RefineCAM does: only what all layers agree on stays. */
  PRODUCT;

  /**
   * Parses the lower-case name, such as {@code mean}; {@link IllegalArgumentException} for another.
   */
  public static Fusion parse(String name) {
    return OptionValues.parse("fusion", Fusion.class, name);
  }
}
