package io.camstream.engine;

import io.camstream.engine.naming.OptionValues;

/** On which scale maps are drawn. */
public enum Normalisation {
  /** Each map on its own: its largest value is 1. As pytorch-grad-cam does. */
  PER_MAP,
  /**
   * All classes of one image, method and layer on one: a class with less evidence has a paler map,
   * so that classes can be compared.
   */
  PER_IMAGE;

  /**
   * Parses the lower-case name, such as {@code per-map}; {@link IllegalArgumentException} for
   * another.
   */
  public static Normalisation parse(String name) {
    return OptionValues.parse("normalisation", Normalisation.class, name);
  }
}
