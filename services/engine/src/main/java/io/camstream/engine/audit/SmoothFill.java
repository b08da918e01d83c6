package io.camstream.engine.audit;

import java.util.BitSet;

/**
 * Fills a region of the {@link Grid} from the colours around it, without a new edge: a pyramid of
 * means over the known points ("pull"), from which unknown points are interpolated ("push"; Gortler
 * et al. 1996, section 3.4.2). Like the linear imputation of ROAD (Rong et al. 2022) it leaves no
 * outline that could show the model what was there; noise is added when the fill is drawn.
 */
final class SmoothFill {

  private SmoothFill() {}

  /**
   * @param hole what is filled; not the whole grid
   * @return {@code 3 * points} levels, interleaved; outside of the hole those of the grid
   */
  static double[] of(Grid grid, BitSet hole) {
    double[] values = new double[4 * Grid.POINTS];
    for (int i = 0; i < Grid.POINTS; i++) {
      if (!hole.get(i)) {
        for (int channel = 0; channel < 3; channel++) {
          values[4 * i + channel] = grid.level(i, channel);
        }
        values[4 * i + 3] = 1;
      }
    }
    double[] filled = filled(values, Grid.SIDE);
    double[] levels = new double[3 * Grid.POINTS];
    for (int i = 0; i < Grid.POINTS; i++) {
      System.arraycopy(filled, 4 * i, levels, 3 * i, 3);
    }
    return levels;
  }

  /** Four numbers a point: three levels times the weight, and the weight, 0..1. */
  private static double[] filled(double[] values, int side) {
    if (side == 1) {
      return values;
    }
    int half = (side + 1) / 2;
    double[] coarse = filled(pulled(values, side, half), half);
    double[] result = new double[values.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int i = 4 * (y * side + x);
        double missing = 1 - values[i + 3];
        for (int channel = 0; channel < 3; channel++) {
          result[i + channel] =
              values[i + channel]
                  + (missing == 0 ? 0 : missing * interpolated(coarse, half, y, x, channel));
        }
        result[i + 3] = 1;
      }
    }
    return result;
  }

  private static double[] pulled(double[] values, int side, int half) {
    double[] coarse = new double[4 * half * half];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int part = 0; part < 4; part++) {
          coarse[4 * (y / 2 * half + x / 2) + part] += values[4 * (y * side + x) + part];
        }
      }
    }
    for (int i = 0; i < coarse.length; i += 4) {
      double scale = coarse[i + 3] > 1 ? 1 / coarse[i + 3] : 1;
      for (int part = 0; part < 4; part++) {
        coarse[i + part] *= scale;
      }
    }
    return coarse;
  }

  private static double interpolated(double[] coarse, int side, int y, int x, int channel) {
    double row = Math.max(0, Math.min(side - 1, (y - 0.5) / 2));
    double column = Math.max(0, Math.min(side - 1, (x - 0.5) / 2));
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(side - 1, top + 1);
    int right = Math.min(side - 1, left + 1);
    double down = row - top;
    double across = column - left;
    return (1 - down)
            * ((1 - across) * coarse[4 * (top * side + left) + channel]
                + across * coarse[4 * (top * side + right) + channel])
        + down
            * ((1 - across) * coarse[4 * (bottom * side + left) + channel]
                + across * coarse[4 * (bottom * side + right) + channel]);
  }
}
