package io.camstream.engine.figure;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;

/**
 * Lays a heat map over an image as {@code show_cam_on_image} of pytorch-grad-cam 1.5 ({@code
 * utils/image.py}) does: heat and image are mixed by the opacity, and the mixture is divided by its
 * largest value.
 *
 * <p>Heat lies only over the model's view. What the model did not see is faded and outlined.
 */
final class HeatOverlay {

  private static final double FADE = 0.6;
  private static final byte[] FADED = faded();
  private static final int OUTLINE_LEVEL = 60;
  private static final int PIXELS_PER_OUTLINE = 700;

  private final RgbImage image;
  private final ModelView view;

  /** Columns and rows of the image whose pixels' centres lie in the view: from, to (exclusive). */
  private final int left;

  private final int right;
  private final int top;
  private final int bottom;

  /** The largest level of each pixel in the view, row by row. */
  private final byte[] brightest;

  /** The image with what the model did not see faded and outlined. */
  private final RgbImage withoutHeat;

  /**
   * An overlay for an image.
   *
   * @param view the part of this very image that the model saw
   */
  HeatOverlay(RgbImage image, ModelView view) {
    this.image = image;
    this.view = view;
    this.left = firstInside(view.x(), image.width());
    this.right = firstInside(view.x() + view.width(), image.width());
    this.top = firstInside(view.y(), image.height());
    this.bottom = firstInside(view.y() + view.height(), image.height());
    this.brightest = brightest();
    this.withoutHeat = hasUnseenPart() ? unseenPartFaded() : image;
  }

  /** First pixel whose centre is not left of the edge; the number of pixels where there is none. */
  private static int firstInside(double edge, int pixels) {
    return (int) Math.max(0, Math.min(pixels, Math.ceil(edge - 0.5)));
  }

  private byte[] brightest() {
    byte[] brightest = new byte[Math.max(0, right - left) * Math.max(0, bottom - top)];
    byte[] pixels = image.pixels();
    for (int y = top, seen = 0; y < bottom; y++) {
      for (int x = left; x < right; x++, seen++) {
        int at = 3 * (y * image.width() + x);
        int level = Math.max(pixels[at] & 0xff, pixels[at + 1] & 0xff);
        brightest[seen] = (byte) Math.max(level, pixels[at + 2] & 0xff);
      }
    }
    return brightest;
  }

  RgbImage image() {
    return image;
  }

  /** Whether the model saw less than the whole image. */
  boolean hasUnseenPart() {
    return left > 0 || top > 0 || right < image.width() || bottom < image.height();
  }

  /**
   * The image under a heat map.
   *
   * @param map {@code mapHeight * mapWidth} values 0..1 that cover the view, row-major
   * @param opacity weight of the heat, 0..1
   */
  RgbImage heat(float[] map, int mapHeight, int mapWidth, ColorMap colors, double opacity) {
    byte[] levels = levels(new Sampler(map, mapHeight, mapWidth));
    int largest = largest(levels, new Mixture(colors, opacity, 1));
    Mixture mixture = new Mixture(colors, opacity, Mixture.scale(largest));
    byte[] pixels = withoutHeat.pixels().clone();
    for (int y = top, seen = 0; y < bottom; y++, seen += right - left) {
      int at = 3 * (y * image.width() + left);
      mixture.mix(levels, seen, image.pixels(), pixels, at, 3 * (right - left));
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  /** The colours' levels of the view's pixels. */
  private byte[] levels(Sampler sampler) {
    byte[] levels = new byte[Math.max(0, right - left) * Math.max(0, bottom - top)];
    for (int y = top, seen = 0; y < bottom; y++, seen += right - left) {
      sampler.levels(y, levels, seen);
    }
    return levels;
  }

  /** Of all mixtures. They are not kept: a large image has a hundred million pixels. */
  private int largest(byte[] levels, Mixture mixture) {
    int largest = 0;
    for (int y = top, seen = 0; y < bottom; y++, seen += right - left) {
      int at = 3 * (y * image.width() + left);
      largest = mixture.largest(levels, brightest, seen, right - left, image.pixels(), at, largest);
    }
    return largest;
  }

  /** The image without heat: the view as it is, the rest faded. */
  RgbImage withoutHeat() {
    return withoutHeat;
  }

  private RgbImage unseenPartFaded() {
    byte[] pixels = image.pixels().clone();
    for (int y = 0; y < image.height(); y++) {
      boolean rowSeen = y >= top && y < bottom;
      fade(pixels, y, 0, rowSeen ? left : image.width());
      fade(pixels, y, rowSeen ? Math.max(left, right) : image.width(), image.width());
    }
    outline(pixels);
    return new RgbImage(image.width(), image.height(), pixels);
  }

  /** Whitens a part of a row. */
  private void fade(byte[] pixels, int y, int fromX, int toX) {
    int row = 3 * y * image.width();
    for (int i = row + 3 * fromX; i < row + 3 * toX; i++) {
      pixels[i] = FADED[pixels[i] & 0xff];
    }
  }

  private static byte[] faded() {
    byte[] faded = new byte[256];
    for (int level = 0; level < faded.length; level++) {
      faded[level] = (byte) Math.round(level + FADE * (255 - level));
    }
    return faded;
  }

  /** A line just outside the view, on those sides where there is something outside. */
  private void outline(byte[] pixels) {
    int line = 1 + Math.max(image.width(), image.height()) / PIXELS_PER_OUTLINE;
    int outerLeft = Math.max(0, left - line);
    int outerRight = Math.min(image.width(), right + line);
    int outerTop = Math.max(0, top - line);
    int outerBottom = Math.min(image.height(), bottom + line);
    fill(pixels, outerLeft, outerTop, outerRight, top);
    fill(pixels, outerLeft, bottom, outerRight, outerBottom);
    fill(pixels, outerLeft, top, left, bottom);
    fill(pixels, right, top, outerRight, bottom);
  }

  private void fill(byte[] pixels, int fromX, int fromY, int toX, int toY) {
    for (int y = fromY; y < toY; y++) {
      for (int i = 3 * (y * image.width() + fromX); i < 3 * (y * image.width() + toX); i++) {
        pixels[i] = (byte) OUTLINE_LEVEL;
      }
    }
  }

  /** Weighted sums of heat and image as levels in fixed point. */
  private static final class Mixture {
    private static final int FRACTION_BITS = 22;

    /**
     * What 255 levels lose of the picture's weight. Sums that are whole are not to be cut below.
     */
    private static final int MARGIN = 1 << 8;

    private final int[] red = new int[256];
    private final int[] green = new int[256];
    private final int[] blue = new int[256];
    private final int[] strongest = new int[256];
    private final int picture;

    Mixture(ColorMap colors, double opacity, double scale) {
      double unit = scale * (1 << FRACTION_BITS);
      for (int level = 0; level < 256; level++) {
        int color = colors.color(level);
        // A colour that the map does not have may be too large for an int, and is not used.
        red[level] = (int) (unit * opacity * (color >> 16 & 0xff)) + MARGIN;
        green[level] = (int) (unit * opacity * (color >> 8 & 0xff)) + MARGIN;
        blue[level] = (int) (unit * opacity * (color & 0xff)) + MARGIN;
        strongest[level] = Math.max(red[level], Math.max(green[level], blue[level]));
      }
      picture = (int) (unit * (1 - opacity));
    }

    /** What makes 255 of the largest mixture. */
    static double scale(int largest) {
      return largest > 2 * MARGIN ? (255.0 * (1 << FRACTION_BITS)) / (largest - MARGIN) : 0;
    }

    /**
     * The largest mixture of a row, or what was larger before.
     *
     * @param brightest each pixel's largest level
     */
    int largest(
        byte[] heat, byte[] brightest, int from, int count, byte[] image, int at, int before) {
      int largest = before;
      for (int i = from; i < from + count; i++) {
        int level = heat[i] & 0xff;
        // Hardly ever true, and no channel's sum is more.
        if (strongest[level] + (brightest[i] & 0xff) * picture > largest) {
          int pixel = at + 3 * (i - from);
          int r = red[level] + (image[pixel] & 0xff) * picture;
          int g = green[level] + (image[pixel + 1] & 0xff) * picture;
          int b = blue[level] + (image[pixel + 2] & 0xff) * picture;
          largest = Math.max(largest, Math.max(r, Math.max(g, b)));
        }
      }
      return largest;
    }

    /** Puts the mixtures of a row into a picture. */
    void mix(byte[] heat, int from, byte[] image, byte[] target, int at, int length) {
      for (int i = at, j = from; i < at + length; i += 3, j++) {
        int level = heat[j] & 0xff;
        target[i] = (byte) (red[level] + (image[i] & 0xff) * picture >> FRACTION_BITS);
        target[i + 1] = (byte) (green[level] + (image[i + 1] & 0xff) * picture >> FRACTION_BITS);
        target[i + 2] = (byte) (blue[level] + (image[i + 2] & 0xff) * picture >> FRACTION_BITS);
      }
    }
  }

  /**
   * Values of the map at the image's pixels: bilinear between the map's centres, first between its
   * rows, all columns at once.
   */
  private final class Sampler {
    private final float[] map;
    private final Positions columns;
    private final Positions rows;
    private final float[] upper;
    private final float[] lower;

    Sampler(float[] map, int mapHeight, int mapWidth) {
      this.map = map;
      this.columns = new Positions(image.width(), view.x(), view.width(), mapWidth);
      this.rows = new Positions(image.height(), view.y(), view.height(), mapHeight);
      this.upper = new float[mapWidth];
      this.lower = new float[mapWidth];
    }

    /** The colours' levels of a row of the view. */
    void levels(int y, byte[] levels, int from) {
      System.arraycopy(map, rows.first[y] * upper.length, upper, 0, upper.length);
      System.arraycopy(map, rows.second[y] * lower.length, lower, 0, lower.length);
      mix(upper, lower, rows.weight[y]);
      for (int x = left, i = from; x < right; x++, i++) {
        float share = columns.weight[x];
        levels[i] =
            (byte) (int) (upper[columns.first[x]] * (1 - share) + upper[columns.second[x]] * share);
      }
    }

    /**
     * Mixes the rows into the upper one, as levels and fractions of levels. Uses one loop index so
     * that C2 (JDK 17) vectorises the loop.
     */
    private static void mix(float[] upper, float[] lower, float share) {
      for (int x = 0; x < upper.length; x++) {
        upper[x] = ColorMap.level(upper[x] * (1 - share) + lower[x] * share);
      }
    }
  }

  /** Where the pixels of one axis lie among the map's values. */
  private static final class Positions {
    private final int[] first;
    private final int[] second;
    private final float[] weight;

    Positions(int pixels, double start, double length, int values) {
      first = new int[pixels];
      second = new int[pixels];
      weight = new float[pixels];
      for (int i = 0; i < pixels; i++) {
        double position = (i + 0.5 - start) / length * values - 0.5;
        double inside = Math.max(0, Math.min(values - 1, position));
        first[i] = (int) inside;
        second[i] = Math.min(values - 1, first[i] + 1);
        weight[i] = (float) (inside - first[i]);
      }
    }
  }
}
