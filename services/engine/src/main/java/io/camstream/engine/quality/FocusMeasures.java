package io.camstream.engine.quality;

import java.util.Optional;

/**
 * Checks of one final map that one otherwise makes by eye. The map's energy is the sum of its
 * values, so a share says how much of the heat lies somewhere (as in the energy-based pointing game
 * of Score-CAM, Wang et al. 2020, section 4.3).
 *
 * <p>Below m is the final map on a grid of 64 × 64 = n points over the view, whatever the size of
 * the model's input, x and y count the grid's columns and rows from 0, and E is the sum of all m.
 *
 * @param borderShare sum of m in the outer tenth of the view on each side, divided by E; an even
 *     map has 0.36
 * @param backgroundShare sum of m on the image's background, divided by E. Background is what has
 *     the colour that is commonest along the image's edge (within 24 levels in each channel) and is
 *     connected with the edge
 * @param concentration Gini coefficient of the values: with m sorted ascending and i from 1 to n, 2
 *     Σ i·m_i / (n·E) − (n + 1) / n. 0 is evenly spread, towards 1 is on one point
 * @param centreX Σ m·(x + ½) / (64·E), the centre of mass in the view: 0 left, 1 right
 * @param centreY Σ m·(y + ½) / (64·E), likewise: 0 top, 1 bottom
 */
public record FocusMeasures(
    double borderShare,
    double backgroundShare,
    double concentration,
    double centreX,
    double centreY) {

  private static final double BORDER = 0.1;

  /**
   * Measures a final map.
   *
   * @param map {@code height * width} values, none negative, row-major
   * @param background which of them lie on background
   * @return empty where the map is zero everywhere
   */
  static Optional<FocusMeasures> of(float[] map, int height, int width, boolean[] background) {
    double energy = 0;
    double onBorder = 0;
    double onBackground = 0;
    double momentX = 0;
    double momentY = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = map[y * width + x];
        energy += value;
        onBorder += inner(x, width) && inner(y, height) ? 0 : value;
        onBackground += background[y * width + x] ? value : 0;
        momentX += value * (x + 0.5);
        momentY += value * (y + 0.5);
      }
    }
    return energy > 0
        ? Optional.of(
            new FocusMeasures(
                onBorder / energy,
                onBackground / energy,
                gini(map, energy),
                momentX / energy / width,
                momentY / energy / height))
        : Optional.empty();
  }

  private static boolean inner(int position, int size) {
    double centre = (position + 0.5) / size;
    return centre >= BORDER && centre <= 1 - BORDER;
  }

  private static double gini(float[] map, double energy) {
    float[] sorted = RadixSort.rising(map);
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (i + 1.0) * sorted[i];
    }
    double n = sorted.length;
    return 2 * weighted / (n * energy) - (n + 1) / n;
  }
}
