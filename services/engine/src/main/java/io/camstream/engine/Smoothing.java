package io.camstream.engine;

import io.camstream.engine.naming.OptionValues;

/** Ways of pytorch-grad-cam to make maps less noisy. */
public enum Smoothing {
  NONE,
  /**
   * Mean of the final maps of six versions of the input: as it is and mirrored, each times 0.9, 1
   * and 1.1 ({@code aug_smooth}). Six times the cost.
   */
  AUG,
  /**
   * First principal component over the channels instead of their sum ({@code eigen_smooth}).
   * Methods that are no sum over channels stay as they are.
   */
  EIGEN;

  /**
   * Parses the lower-case name, such as {@code none}; {@link IllegalArgumentException} for another.
   */
  public static Smoothing parse(String name) {
    return OptionValues.parse("smoothing", Smoothing.class, name);
  }
}
