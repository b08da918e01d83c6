package io.camstream.engine.quality;

import io.camstream.engine.image.PixelValues;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Inputs changed by the order of a map's pixels, and what the model makes of them. */
final class MapCurves {

  /** RISE blurs with a kernel of 11 and a deviation of 5 pixels at 224. */
  private static final int BLUR_RADIUS = 5;

  private static final double BLUR_DEVIATION = 5;

  private final PixelValues input;
  private final PixelValues blurred;
  private final int steps;

  MapCurves(PixelValues input, int steps) {
    this.input = input;
    this.blurred = blur(input);
    this.steps = steps;
  }

  /** The input after 1 to all steps of deletion: pixels replaced by 0, the mean colour. */
  List<PixelValues> deletions(float[] map) {
    int[] order = order(map);
    PixelValues nothing = new PixelValues(input.height(), input.width(), new float[3 * area()]);
    return IntStream.rangeClosed(1, steps)
        .mapToObj(step -> mixed(nothing, input, order, step))
        .toList();
  }

  /** The blurred input after 0 to all but one steps of insertion. */
  List<PixelValues> insertions(float[] map) {
    int[] order = order(map);
    return IntStream.range(0, steps).mapToObj(step -> mixed(input, blurred, order, step)).toList();
  }

  /** The input times the map. */
  PixelValues masked(float[] map) {
    float[] values = input.chw().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= map[i % area()];
    }
    return new PixelValues(input.height(), input.width(), values);
  }

  /** Area under a curve of values at equal distances over 0..1, by trapezoids. */
  static double area(List<Double> curve) {
    double sum = 0;
    for (int i = 1; i < curve.size(); i++) {
      sum += (curve.get(i - 1) + curve.get(i)) / 2;
    }
    return sum / (curve.size() - 1);
  }

  private int area() {
    return input.height() * input.width();
  }

  /** Pixels, the most important first; where the map is even, from the top left. */
  private static int[] order(float[] map) {
    return IntStream.range(0, map.length)
        .boxed()
        .sorted(Comparator.comparing(i -> -map[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Takes the pixels that come first in the order from one input, the others from another. */
  private PixelValues mixed(PixelValues first, PixelValues others, int[] order, int step) {
    int count = Math.round((float) step * order.length / steps);
    float[] values = others.chw().clone();
    for (int i = 0; i < count; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int at = channel * area() + order[i];
        values[at] = first.chw()[at];
      }
    }
    return new PixelValues(input.height(), input.width(), values);
  }

  private static PixelValues blur(PixelValues input) {
    double[] kernel = gaussian();
    int height = input.height();
    int width = input.width();
    float[] values = new float[input.chw().length];
    for (int channel = 0; channel < 3; channel++) {
      int start = channel * height * width;
      float[] across = new float[height * width];
      for (int i = 0; i < across.length; i++) {
        int row = start + i / width * width;
        across[i] = weighted(input.chw(), kernel, row, 1, width, i % width);
      }
      for (int i = 0; i < across.length; i++) {
        values[start + i] = weighted(across, kernel, i % width, width, height, i / width);
      }
    }
    return new PixelValues(height, width, values);
  }

  private static double[] gaussian() {
    double[] kernel = new double[2 * BLUR_RADIUS + 1];
    for (int i = 0; i < kernel.length; i++) {
      double distance = (i - BLUR_RADIUS) / BLUR_DEVIATION;
      kernel[i] = Math.exp(-distance * distance / 2);
    }
    double sum = Arrays.stream(kernel).sum();
    return Arrays.stream(kernel).map(weight -> weight / sum).toArray();
  }

  /** The kernel's mean along a line of values, the ends repeated. */
  private static float weighted(
      float[] values, double[] kernel, int start, int stride, int length, int position) {
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      int at = Math.max(0, Math.min(length - 1, position + i - BLUR_RADIUS));
      sum += kernel[i] * values[start + at * stride];
    }
    return (float) sum;
  }
}
