package io.camstream.engine.audit;

import io.camstream.engine.LabColor;
import io.camstream.engine.image.RgbImage;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * The model's input on {@value #SIDE} × {@value #SIDE} points, row-major, on which all regions of
 * the audit are computed. Each point is the mean of the pixels of its cell.
 */
final class Grid {

  static final int SIDE = 112;
  static final int POINTS = SIDE * SIDE;

  private final double[] rgb = new double[3 * POINTS];
  private final LabColor[] lab = new LabColor[POINTS];

  /**
   * @param input the image as it is resized and cropped for the model
   */
  Grid(RgbImage input) {
    for (int i = 0; i < POINTS; i++) {
      int top = start(i / SIDE, input.height());
      int bottom = Math.max(top + 1, start(i / SIDE + 1, input.height()));
      int left = start(i % SIDE, input.width());
      int right = Math.max(left + 1, start(i % SIDE + 1, input.width()));
      for (int channel = 0; channel < 3; channel++) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += input.level(x, y, channel);
          }
        }
        rgb[3 * i + channel] = (double) sum / ((bottom - top) * (right - left));
      }
      lab[i] = LabColor.of(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
    }
  }

  private static int start(int cell, int size) {
    return (int) ((long) cell * size / SIDE);
  }

  /** Level 0..255 of a channel at a point. */
  double level(int point, int channel) {
    return rgb[3 * point + channel];
  }

  LabColor color(int point) {
    return lab[point];
  }

  /** The mean colour of a region; it must not be empty. */
  LabColor meanColor(BitSet region) {
    double l = 0;
    double a = 0;
    double b = 0;
    for (int i = region.nextSetBit(0); i >= 0; i = region.nextSetBit(i + 1)) {
      l += lab[i].l();
      a += lab[i].a();
      b += lab[i].b();
    }
    int count = region.cardinality();
    return new LabColor(l / count, a / count, b / count);
  }

  /** The median of each coordinate of the colours of a region; it must not be empty. */
  LabColor medianColor(BitSet region) {
    return new LabColor(
        median(region, LabColor::l), median(region, LabColor::a), median(region, LabColor::b));
  }

  private double median(BitSet region, ToDoubleFunction<LabColor> coordinate) {
    double[] sorted =
        region.stream().mapToDouble(i -> coordinate.applyAsDouble(lab[i])).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** The points that meet a condition. */
  static BitSet where(IntPredicate condition) {
    BitSet region = new BitSet(POINTS);
    for (int i = 0; i < POINTS; i++) {
      region.set(i, condition.test(i));
    }
    return region;
  }

  /** Points between a point and the nearest edge of the view; 0 on the edge. */
  static int distanceToEdge(int point) {
    int y = point / SIDE;
    int x = point % SIDE;
    return Math.min(Math.min(y, SIDE - 1 - y), Math.min(x, SIDE - 1 - x));
  }

  /** A weight that falls with the distance to the centre: a Gaussian of a fifth of the side. */
  static double centreWeight(int point) {
    double dy = (point / SIDE + 0.5) / SIDE - 0.5;
    double dx = (point % SIDE + 0.5) / SIDE - 0.5;
    return Math.exp(-(dy * dy + dx * dx) / (2 * 0.2 * 0.2));
  }
}
