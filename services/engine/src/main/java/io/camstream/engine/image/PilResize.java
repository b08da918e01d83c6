package io.camstream.engine.image;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * PIL's {@code Image.resize}, bit for bit (src/libImaging/Resample.c): two passes in 8 bits with
 * 22-bit fixed-point weights, horizontal first, each on whole rows or columns at once. Only the
 * part of the result that is asked for is computed, so that a one pixel wide image does not become
 * a two million pixel long one.
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
    if (width == image.width()) {
      return weighed(rows(image, window.left()), rows, window.width());
    }
    if (height == image.height()) {
      return transposed(weighed(columns(image, window.top()), columns, window.height()));
    }
    // PIL 10 and newer: a very tall image that shrinks is shortened first.
    if (image.height() > 100L * image.width() && height < image.height()) {
      RgbImage shortened = weighed(rows(image, 0), rows, image.width());
      return transposed(weighed(columns(shortened, 0), columns, window.height()));
    }
    int top = rows.starts()[0];
    LineReader narrowed = columns(weighed(columns(image, top), columns, rows.end() - top), 0);
    return weighed((y, levels) -> narrowed.read(y - top, levels), rows, window.width());
  }

  /** Puts the levels of a part of a row or column, 0 to 255, into an array as long as this part. */
  @FunctionalInterface
  private interface LineReader {
    void read(int index, int[] levels);
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

  /** Rows of an image from a column on. */
  private static LineReader rows(RgbImage image, int left) {
    return (y, levels) -> {
      int from = 3 * (y * image.width() + left);
      for (int i = 0; i < levels.length; i++) {
        levels[i] = image.pixels()[from + i] & 0xff;
      }
    };
  }

  /** Columns of an image from a row on. */
  private static LineReader columns(RgbImage image, int top) {
    int stride = 3 * image.width();
    return (x, levels) -> {
      byte[] pixels = image.pixels();
      for (int i = 0, at = stride * top + 3 * x; i < levels.length; i += 3, at += stride) {
        levels[i] = pixels[at] & 0xff;
        levels[i + 1] = pixels[at + 1] & 0xff;
        levels[i + 2] = pixels[at + 2] & 0xff;
      }
    };
  }

  private static RgbImage transposed(RgbImage image) {
    byte[] target = new byte[image.pixels().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        System.arraycopy(
            image.pixels(), 3 * (y * image.width() + x), target, 3 * (x * image.height() + y), 3);
      }
    }
    return new RgbImage(image.height(), image.width(), target);
  }

  /**
   * Weighted sums of lines, each a row of what is returned. Each line is read once, and kept no
   * longer than it is needed.
   *
   * @param length pixels of a line
   */
  private static RgbImage weighed(LineReader lines, Taps taps, int length) {
    int count = taps.starts().length;
    byte[] target = new byte[3 * length * count];
    int[][] read = new int[taps.end()][];
    Deque<int[]> spare = new ArrayDeque<>();
    int[] sums = new int[3 * length];
    int released = 0;
    for (int i = 0; i < count; i++) {
      Arrays.fill(sums, HALF);
      int line = taps.starts()[i];
      for (; released < line; released++) {
        if (read[released] != null) {
          spare.add(read[released]);
          read[released] = null;
        }
      }
      for (int weight : taps.weights()[i]) {
        if (read[line] == null) {
          read[line] = spare.isEmpty() ? new int[sums.length] : spare.remove();
          lines.read(line, read[line]);
        }
        add(sums, read[line], weight);
        line++;
      }
      clip(sums, target, sums.length * i);
    }
    return new RgbImage(length, count, target);
  }

  /** Uses one loop index so that C2 (JDK 17) vectorises the loop. */
  private static void add(int[] sums, int[] levels, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += levels[i] * weight;
    }
  }

  private static void clip(int[] sums, byte[] target, int from) {
    for (int i = 0; i < sums.length; i++) {
      target[from + i] = (byte) Math.max(0, Math.min(255, sums[i] >> PRECISION_BITS));
    }
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
