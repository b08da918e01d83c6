package io.camstream.engine.image;

/**
 * Bilinear resizing of a map of floats with half-pixel centres and repeated edges: {@code
 * cv2.resize(…, INTER_LINEAR)} and torch's {@code interpolate(bilinear, align_corners=False)}; and
 * with aligned corners, as torch's {@code UpsamplingBilinear2d}.
 */
public final class BilinearResize {

  private BilinearResize() {}

  /**
   * Half-pixel centres. Row-major in and out; a map that has the size already is returned as it is.
   */
  public static float[] resize(
      float[] map, int height, int width, int targetHeight, int targetWidth) {
    if (height == targetHeight && width == targetWidth) {
      return map;
    }
    Axis rows = Axis.halfPixel(height, targetHeight);
    Axis columns = Axis.halfPixel(width, targetWidth);
    return resize(map, width, rows, columns);
  }

  /** Aligned corners: the first and last rows and columns stay where they are. */
  public static float[] resizeAligned(
      float[] map, int height, int width, int targetHeight, int targetWidth) {
    Axis rows = Axis.aligned(height, targetHeight);
    Axis columns = Axis.aligned(width, targetWidth);
    return resize(map, width, rows, columns);
  }

  private static float[] resize(float[] map, int width, Axis rows, Axis columns) {
    int targetWidth = columns.first().length;
    int targetHeight = rows.first().length;
    float[] target = new float[targetHeight * targetWidth];
    float[][] widened = new float[map.length / width][];
    float[] row = new float[targetWidth];
    for (int y = 0; y < targetHeight; y++) {
      float[] above = widened(widened, rows.first()[y], map, width, columns);
      float[] below = widened(widened, rows.second()[y], map, width, columns);
      mix(above, below, rows.share()[y], row);
      System.arraycopy(row, 0, target, y * targetWidth, targetWidth);
    }
    return target;
  }

  /** Uses one loop index so that C2 (JDK 17) vectorises the loop. */
  private static void mix(float[] above, float[] below, float down, float[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = above[x] * (1 - down) + below[x] * down;
    }
  }

  /** A row of the map at the target's width, computed when it is first needed. */
  private static float[] widened(float[][] rows, int row, float[] map, int width, Axis columns) {
    if (rows[row] == null) {
      float[] values = new float[columns.first().length];
      for (int x = 0; x < values.length; x++) {
        float left = map[row * width + columns.first()[x]];
        float right = map[row * width + columns.second()[x]];
        float share = columns.share()[x];
        values[x] = left * (1 - share) + right * share;
      }
      rows[row] = values;
    }
    return rows[row];
  }

  /** For each target index the two source indices and the second one's share. */
  private record Axis(int[] first, int[] second, float[] share) {

    static Axis halfPixel(int from, int to) {
      Axis axis = new Axis(new int[to], new int[to], new float[to]);
      double scale = (double) from / to;
      for (int i = 0; i < to; i++) {
        float position = (float) ((i + 0.5) * scale - 0.5);
        axis.set(i, position, from);
      }
      return axis;
    }

    static Axis aligned(int from, int to) {
      Axis axis = new Axis(new int[to], new int[to], new float[to]);
      float scale = to > 1 ? (float) (from - 1) / (to - 1) : 0;
      for (int i = 0; i < to; i++) {
        axis.set(i, i * scale, from);
      }
      return axis;
    }

    private void set(int i, float position, int from) {
      int below = (int) Math.floor(position);
      boolean inside = below >= 0 && below < from - 1;
      first[i] = Math.max(0, Math.min(from - 1, below));
      second[i] = inside ? below + 1 : first[i];
      share[i] = inside ? position - below : 0;
    }
  }
}
