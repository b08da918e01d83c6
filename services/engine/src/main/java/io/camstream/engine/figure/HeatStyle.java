package io.camstream.engine.figure;

/**
 * Colours of heat maps.
 *
 * @param colors colour map
 * @param opacity weight of the heat over the image, 0..1
 */
public record HeatStyle(ColorMap colors, double opacity) {

  /** Colours and opacity of pytorch-grad-cam. */
  public static final HeatStyle DEFAULT = new HeatStyle(ColorMap.JET, 0.5);

  public HeatStyle {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException(
          "the opacity must be a number from 0 to 1, not " + opacity);
    }
  }
}
