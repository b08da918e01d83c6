package io.camstream.engine.cam;

import io.camstream.engine.naming.OptionValues;

/** What Ablation-CAM puts in place of a channel. */
public enum AblationValue {
  /** Zero, as the paper does. */
  ZERO,
  /**
   * About -10 000 000, as pytorch-grad-cam does for layers with negative activations. On a ConvNeXt
   * the value drowns everything else in the next LayerNorm, so that the weights hardly depend on
   * the image: for comparison with that library only.
   */
  GRAD_CAM;

  /**
   * Parses the lower-case name, such as {@code grad-cam}; {@link IllegalArgumentException} for
   * another.
   */
  public static AblationValue parse(String name) {
    return OptionValues.parse("ablation value", AblationValue.class, name);
  }
}
