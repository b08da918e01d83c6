package io.camstream.engine.figure;

import io.camstream.engine.Normalisation;
import io.camstream.engine.cam.Fusion;

/**
 * How heat maps look.
 *
 * @param opacity weight of the heat over the image, 0..1
 * @param fusion how the maps of several layers become the one that is drawn
 * @param normalisation what the strongest colour stands for
 */
public record HeatStyle(
    ColorMap colors, double opacity, Fusion fusion, Normalisation normalisation) {

  /** As pytorch-grad-cam draws. */
  public static final HeatStyle DEFAULT =
      new HeatStyle(ColorMap.JET, 0.5, Fusion.MEAN, Normalisation.PER_MAP);

  public HeatStyle {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException(
          "the opacity must be a number from 0 to 1, not " + opacity);
    }
  }

  public HeatStyle withColors(ColorMap value) {
    return new HeatStyle(value, opacity, fusion, normalisation);
  }

  public HeatStyle withOpacity(double value) {
    return new HeatStyle(colors, value, fusion, normalisation);
  }

  public HeatStyle withFusion(Fusion value) {
    return new HeatStyle(colors, opacity, value, normalisation);
  }

  public HeatStyle withNormalisation(Normalisation value) {
    return new HeatStyle(colors, opacity, fusion, value);
  }
}
