package io.camstream.engine.preprocessing;

import io.camstream.engine.image.RgbImage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

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
    if (height == image.height()) {
      return collected(across(image, width, window, resampling), window);
    }
    Taps rows = Taps.of(image.height(), height, window.top(), window.height(), resampling);
    // PIL 10 and newer: a very tall image that shrinks is shortened first.
    if (image.height() > 100L * image.width() && height < image.height()) {
      RgbImage shortened = vertical(copied(image, 0), rows, image.width());
      Window rest = new Window(window.left(), 0, window.width(), window.height());
      return collected(across(shortened, width, rest, resampling), rest);
    }
    return vertical(across(image, width, window, resampling), rows, window.width());
  }

  /** Puts the levels of a part of a row, 0 to 255, into an array as long as this part. */
  @FunctionalInterface
  private interface RowReader {
    void read(int y, int[] levels);
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

    /** Behind the last source pixel. */
    int end() {
      int last = starts.length - 1;
      return starts[last] + weights[last].length;
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
  }

  /** Rows of the image at another width, from the window's left to its right. */
  private static RowReader across(RgbImage image, int width, Window window, Resampling resampling) {
    if (width == image.width()) {
      return copied(image, window.left());
    }
    Taps columns = Taps.of(image.width(), width, window.left(), window.width(), resampling);
    return (y, levels) -> weigh(image.pixels(), 3 * y * image.width(), columns, levels);
  }

  private static RowReader copied(RgbImage image, int left) {
    return (y, levels) -> {
      int from = 3 * (y * image.width() + left);
      for (int i = 0; i < levels.length; i++) {
        levels[i] = image.pixels()[from + i] & 0xff;
      }
    };
  }

  /** The rows of the window as they are. */
  private static RgbImage collected(RowReader rows, Window window) {
    int[] levels = new int[3 * window.width()];
    byte[] target = new byte[levels.length * window.height()];
    for (int y = 0; y < window.height(); y++) {
      rows.read(window.top() + y, levels);
      for (int i = 0; i < levels.length; i++) {
        target[levels.length * y + i] = (byte) levels[i];
      }
    }
    return new RgbImage(window.width(), window.height(), target);
  }

  /** Each row is read once, and kept no longer than it is needed. */
  private static RgbImage vertical(RowReader rows, Taps taps, int width) {
    int count = taps.starts().length;
    int stride = 3 * width;
    byte[] target = new byte[stride * count];
    int[][] read = new int[taps.end()][];
    Deque<int[]> spare = new ArrayDeque<>();
    int[] sums = new int[stride];
    int released = 0;
    for (int y = 0; y < count; y++) {
      Arrays.fill(sums, HALF);
      int row = taps.starts()[y];
      for (; released < row; released++) {
        if (read[released] != null) {
          spare.add(read[released]);
          read[released] = null;
        }
      }
      for (int weight : taps.weights()[y]) {
        if (read[row] == null) {
          read[row] = spare.isEmpty() ? new int[stride] : spare.remove();
          rows.read(row, read[row]);
        }
        add(sums, read[row], weight);
        row++;
      }
      for (int i = 0; i < stride; i++) {
        target[stride * y + i] = (byte) clip(sums[i]);
      }
    }
    return new RgbImage(width, count, target);
  }

  /** One index for all arrays, or else Java 17 does not take many values at once. */
  private static void add(int[] sums, int[] levels, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += levels[i] * weight;
    }
  }

  private static void weigh(byte[] source, int row, Taps columns, int[] levels) {
    for (int x = 0; x < columns.starts().length; x++) {
      int red = HALF;
      int green = red;
      int blue = red;
      int from = row + 3 * columns.starts()[x];
      for (int weight : columns.weights()[x]) {
        red += (source[from] & 0xff) * weight;
        green += (source[from + 1] & 0xff) * weight;
        blue += (source[from + 2] & 0xff) * weight;
        from += 3;
      }
      levels[3 * x] = clip(red);
      levels[3 * x + 1] = clip(green);
      levels[3 * x + 2] = clip(blue);
    }
  }

  private static int clip(int accumulated) {
    return Math.max(0, Math.min(255, accumulated >> PRECISION_BITS));
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
