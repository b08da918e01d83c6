package io.camstream.report.audit;

import java.util.Optional;

/**
 * A map on its own resolution, at most {@value #MOST_SIDE} on each side, scaled to a sum of 1.
 *
 * @param values row-major, none negative; immutable by convention
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy for each reader would cost.
public record HeatGrid(int height, int width, double[] values) {

  private static final int MOST_SIDE = 14;

  /**
   * The positive part of a raw map; empty where nothing is positive.
   *
   * @param raw row-major
   */
  public static Optional<HeatGrid> of(int height, int width, float[] raw) {
    int rows = Math.min(MOST_SIDE, height);
    int columns = Math.min(MOST_SIDE, width);
    double[] values = new double[rows * columns];
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = Math.max(0, raw[y * width + x]);
        values[y * rows / height * columns + x * columns / width] += value;
        sum += value;
      }
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      return Optional.empty();
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return Optional.of(new HeatGrid(rows, columns, values));
  }
}
