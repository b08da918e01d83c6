package io.camstream.engine.rendering;

/**
 * How heat maps look.
 *
 * @param opacity weight of the heat over the image, 0..1
 */
public record HeatStyle(ColorMap colors, double opacity) {

  public HeatStyle {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException(
          "the opacity must be a number from 0 to 1, not " + opacity);
    }
  }
}
