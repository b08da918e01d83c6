package io.camstream.engine.cam;

/**
 * Turns a raw map into the final one that is drawn: 0..1, at the size of the model's input.
 *
 * <p>Follows pytorch-grad-cam 1.5.7 ({@code base_cam.py}, {@code utils/image.py}): ReLU, min-max
 * with 1e-7 in the denominator, bilinear resize, min-max once more. The resize has the meaning of
 * OpenCV's {@code INTER_LINEAR} for float32: half-pixel centres, no antialiasing, edges clamped.
 */
public final class FinalMaps {

  private static final float EPSILON = 1e-7f;

  private FinalMaps() {}

  /**
   * The final map on its own scale: its largest value is 1 (less 1e-7).
   *
   * @return {@code height * width} values 0..1, row-major; all zero where the map is {@link
   *     ActivationMap#empty() empty}
   */
  public static float[] atInputSize(ActivationMap map, int height, int width) {
    if (map.empty()) {
      return new float[height * width];
    }
    float[] positive = relu(map.raw());
    stretch(positive);
    float[] resized = resize(positive, map.height(), map.width(), height, width);
    stretch(resized);
    return resized;
  }

  private static float[] relu(float[] raw) {
    float[] positive = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      positive[i] = Math.max(0, raw[i]);
    }
    return positive;
  }

  /** Min-max in place. */
  private static void stretch(float[] values) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    float range = max - min + EPSILON;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - min) / range;
    }
  }

  /**
   * Bilinear resize.
   *
   * @param values {@code height * width}, row-major
   * @return {@code toHeight * toWidth} values, row-major
   */
  static float[] resize(float[] values, int height, int width, int toHeight, int toWidth) {
    Axis columns = Axis.of(width, toWidth);
    Axis rows = Axis.of(height, toHeight);
    float[] wide = new float[height * toWidth];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        int left = y * width + columns.first[x];
        int right = y * width + columns.second[x];
        float weight = columns.weight[x];
        wide[y * toWidth + x] = values[left] * (1 - weight) + values[right] * weight;
      }
    }
    float[] resized = new float[toHeight * toWidth];
    for (int y = 0; y < toHeight; y++) {
      int above = rows.first[y] * toWidth;
      int below = rows.second[y] * toWidth;
      float weight = rows.weight[y];
      for (int x = 0; x < toWidth; x++) {
        resized[y * toWidth + x] = wide[above + x] * (1 - weight) + wide[below + x] * weight;
      }
    }
    return resized;
  }

  /** For each position of an axis the two source positions between which it lies. */
  private record Axis(int[] first, int[] second, float[] weight) {

    static Axis of(int from, int to) {
      int[] first = new int[to];
      int[] second = new int[to];
      float[] weight = new float[to];
      double step = (double) from / to;
      for (int i = 0; i < to; i++) {
        float position = (float) ((i + 0.5) * step - 0.5);
        int floor = (int) Math.floor(position);
        boolean inside = floor >= 0 && floor < from - 1;
        first[i] = Math.max(0, Math.min(from - 1, floor));
        second[i] = inside ? floor + 1 : first[i];
        weight[i] = inside ? position - floor : 0;
      }
      return new Axis(first, second, weight);
    }
  }
}
