package io.camstream.engine.preprocessing;

import io.camstream.engine.image.RgbImage;
import java.util.Arrays;

/**
 * PIL's {@code Image.resize}, bit for bit (src/libImaging/Resample.c): two passes in 8 bits with
 * 22-bit fixed-point weights, horizontal first. Only the part of the result that is asked for is
 * computed, so that a one pixel wide image does not become a two million pixel long one.
 */
public final class PilResize {

  private static final int PRECISION_BITS = 32 - 8 - 2;
  private static final int HALF = 1 << (PRECISION_BITS - 1);

  private PilResize() {}

  /**
   * Resizes an image to {@code width × height} and cuts a window out of the result.
   *
   * @param window must lie inside the result
   */
  public static RgbImage resize(
      RgbImage image, int width, int height, Window window, Resampling resampling) {
    if (width == image.width() && height == image.height()) {
      return crop(image, window);
    }
    if (resampling == Resampling.NEAREST) {
      return nearest(image, width, height, window);
    }
    Taps columns = Taps.of(image.width(), width, window.left(), window.width(), resampling);
    Taps rows = Taps.of(image.height(), height, window.top(), window.height(), resampling);
    // PIL 10 and newer: a very tall image that shrinks is shortened first.
    boolean rowsFirst = image.height() > 100L * image.width() && height < image.height();
    if (rowsFirst) {
      RgbImage shortened =
          vertical(image, rows, 0, image.width(), height == image.height(), window.top());
      return horizontal(shortened, columns, 0, width == image.width(), window.left());
    }
    int firstRow = height == image.height() ? window.top() : rows.first();
    int endRow = height == image.height() ? window.top() + window.height() : rows.end();
    RgbImage narrowed =
        horizontal(
            rows(image, firstRow, endRow), columns, 0, width == image.width(), window.left());
    return vertical(
        narrowed,
        rows,
        firstRow,
        window.width(),
        height == image.height(),
        window.top() - firstRow);
  }

  /** Weights of the source pixels of each wanted output pixel along one axis. */
  private record Taps(int[] starts, int[][] weights) {

    static Taps of(int in, int out, int from, int count, Resampling resampling) {
      double scale = (double) in / out;
      double filterScale = Math.max(scale, 1);
      double support = resampling.support() * filterScale;
      int[] starts = new int[count];
      int[][] weights = new int[count][];
      for (int i = 0; i < count; i++) {
        double centre = (from + i + 0.5) * scale;
        int start = Math.max(0, (int) (centre - support + 0.5));
        int end = Math.min(in, (int) (centre + support + 0.5));
        starts[i] = start;
        weights[i] = fixedPoint(start, end, centre, filterScale, resampling);
      }
      return new Taps(starts, weights);
    }

    private static int[] fixedPoint(
        int start, int end, double centre, double filterScale, Resampling resampling) {
      double[] weights = new double[end - start];
      double sum = 0;
      double inverse = 1 / filterScale;
      for (int x = 0; x < weights.length; x++) {
        weights[x] = resampling.weight((x + start - centre + 0.5) * inverse);
        sum += weights[x];
      }
      int[] fixed = new int[weights.length];
      for (int x = 0; x < weights.length; x++) {
        double weight = sum == 0 ? weights[x] : weights[x] / sum;
        fixed[x] = (int) ((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION_BITS));
      }
      return fixed;
    }

    int first() {
      int first = Integer.MAX_VALUE;
      for (int start : starts) {
        first = Math.min(first, start);
      }
      return first;
    }

    int end() {
      int end = 0;
      for (int i = 0; i < starts.length; i++) {
        end = Math.max(end, starts[i] + weights[i].length);
      }
      return end;
    }
  }

  private static RgbImage horizontal(
      RgbImage image, Taps taps, int skipped, boolean copy, int left) {
    int count = taps.starts().length;
    if (copy) {
      return crop(image, new Window(left, 0, count, image.height()));
    }
    byte[] source = image.pixels();
    byte[] target = new byte[3 * count * image.height()];
    for (int y = 0; y < image.height(); y++) {
      int row = 3 * y * image.width();
      for (int x = 0; x < count; x++) {
        int first = row + 3 * (taps.starts()[x] - skipped);
        weigh(source, first, taps.weights()[x], target, 3 * (y * count + x));
      }
    }
    return new RgbImage(count, image.height(), target);
  }

  private static RgbImage vertical(
      RgbImage image, Taps taps, int skipped, int width, boolean copy, int top) {
    int count = taps.starts().length;
    if (copy) {
      return crop(image, new Window(0, top, width, count));
    }
    int stride = 3 * width;
    byte[] target = new byte[stride * count];
    int[][] rows = new int[image.height()][];
    int[] sums = new int[stride];
    int released = 0;
    for (int y = 0; y < count; y++) {
      Arrays.fill(sums, HALF);
      int row = taps.starts()[y] - skipped;
      for (; released < row; released++) {
        rows[released] = null; // All rows of a large image would take four times its memory.
      }
      for (int weight : taps.weights()[y]) {
        if (rows[row] == null) {
          rows[row] = levels(image.pixels(), stride * row, stride);
        }
        add(sums, rows[row], weight);
        row++;
      }
      for (int i = 0; i < stride; i++) {
        target[stride * y + i] = clip(sums[i]);
      }
    }
    return new RgbImage(width, count, target);
  }

  private static int[] levels(byte[] source, int from, int count) {
    int[] levels = new int[count];
    for (int i = 0; i < count; i++) {
      levels[i] = source[from + i] & 0xff;
    }
    return levels;
  }

  /** One index for all arrays, or else Java 17 does not take many values at once. */
  private static void add(int[] sums, int[] levels, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += levels[i] * weight;
    }
  }

  private static void weigh(byte[] source, int first, int[] weights, byte[] target, int at) {
    int red = HALF;
    int green = red;
    int blue = red;
    int from = first;
    for (int weight : weights) {
      red += (source[from] & 0xff) * weight;
      green += (source[from + 1] & 0xff) * weight;
      blue += (source[from + 2] & 0xff) * weight;
      from += 3;
    }
    target[at] = clip(red);
    target[at + 1] = clip(green);
    target[at + 2] = clip(blue);
  }

  private static byte clip(int accumulated) {
    return (byte) Math.max(0, Math.min(255, accumulated >> PRECISION_BITS));
  }

  private static RgbImage nearest(RgbImage image, int width, int height, Window window) {
    int[] columns = nearest(image.width(), width, window.left(), window.width());
    int[] rows = nearest(image.height(), height, window.top(), window.height());
    byte[] target = new byte[3 * window.width() * window.height()];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < columns.length; x++) {
        int from = 3 * (rows[y] * image.width() + columns[x]);
        System.arraycopy(image.pixels(), from, target, 3 * (y * columns.length + x), 3);
      }
    }
    return new RgbImage(window.width(), window.height(), target);
  }

  /** PIL adds the step up from pixel to pixel (Geometry.c), so its rounding is repeated here. */
  private static int[] nearest(int in, int out, int from, int count) {
    double step = (double) in / out;
    double position = step * 0.5;
    int[] sources = new int[count];
    for (int i = 0; i < from + count; i++) {
      if (i >= from) {
        sources[i - from] = Math.min(in - 1, (int) position);
      }
      position += step;
    }
    return sources;
  }

  private static RgbImage rows(RgbImage image, int first, int end) {
    return crop(image, new Window(0, first, image.width(), end - first));
  }

  private static RgbImage crop(RgbImage image, Window window) {
    boolean whole =
        window.left() == 0
            && window.top() == 0
            && window.width() == image.width()
            && window.height() == image.height();
    if (whole) {
      return image;
    }
    int stride = 3 * window.width();
    byte[] target = new byte[stride * window.height()];
    for (int y = 0; y < window.height(); y++) {
      int from = 3 * ((window.top() + y) * image.width() + window.left());
      System.arraycopy(image.pixels(), from, target, stride * y, stride);
    }
    return new RgbImage(window.width(), window.height(), target);
  }
}
