package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import io.camstream.engine.preprocessing.ModelView;

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
    this.withoutHeat = hasUnseenPart() ? unseenPartFaded() : image;
  }

  /** First pixel whose centre is not left of the edge; the number of pixels where there is none. */
  private static int firstInside(double edge, int pixels) {
    return (int) Math.max(0, Math.min(pixels, Math.ceil(edge - 0.5)));
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
      largest = mixture.largest(levels, seen, image.pixels(), at, 3 * (right - left), largest);
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

  /** Weighted sums of heat and image as levels in fixed point, by tables of the summands. */
  private static final class Mixture {
    private static final int FRACTION_BITS = 22;

    /** Less than a float tells apart. Sums that are whole are not to be cut below. */
    private static final int MARGIN = 1 << 3;

    private final int[] red = new int[256];
    private final int[] green = new int[256];
    private final int[] blue = new int[256];
    private final int[] picture = new int[256];

    Mixture(ColorMap colors, double opacity, double scale) {
      double unit = scale * (1 << FRACTION_BITS);
      for (int level = 0; level < 256; level++) {
        int color = colors.color(level);
        // A colour that the map does not have may be too large for an int, and is not used.
        red[level] = (int) (unit * opacity * (color >> 16 & 0xff)) + MARGIN;
        green[level] = (int) (unit * opacity * (color >> 8 & 0xff)) + MARGIN;
        blue[level] = (int) (unit * opacity * (color & 0xff)) + MARGIN;
        picture[level] = (int) (unit * (1 - opacity) * level);
      }
    }

    /** What makes 255 of the largest mixture. */
    static double scale(int largest) {
      return largest > 2 * MARGIN ? (255.0 * (1 << FRACTION_BITS)) / (largest - MARGIN) : 0;
    }

    /** The largest mixture of a row, or what was larger before. */
    int largest(byte[] heat, int from, byte[] image, int at, int length, int before) {
      int largest = before;
      for (int i = at, j = from; i < at + length; i += 3, j++) {
        int level = heat[j] & 0xff;
        int r = red[level] + picture[image[i] & 0xff];
        int g = green[level] + picture[image[i + 1] & 0xff];
        int b = blue[level] + picture[image[i + 2] & 0xff];
        // Hardly ever true, and so faster than Math.max.
        if (r > largest) {
          largest = r;
        }
        if (g > largest) {
          largest = g;
        }
        if (b > largest) {
          largest = b;
        }
      }
      return largest;
    }

    /** Puts the mixtures of a row into a picture. */
    void mix(byte[] heat, int from, byte[] image, byte[] target, int at, int length) {
      for (int i = at, j = from; i < at + length; i += 3, j++) {
        int level = heat[j] & 0xff;
        target[i] = (byte) (red[level] + picture[image[i] & 0xff] >> FRACTION_BITS);
        target[i + 1] = (byte) (green[level] + picture[image[i + 1] & 0xff] >> FRACTION_BITS);
        target[i + 2] = (byte) (blue[level] + picture[image[i + 2] & 0xff] >> FRACTION_BITS);
      }
    }
  }

  /**
   * Values of the map at the image's pixels: bilinear between the map's centres, first along the
   * map's rows, each of them once.
   */
  private final class Sampler {
    private final float[] map;
    private final int mapWidth;
    private final Positions columns;
    private final Positions rows;
    private float[] upper;
    private float[] lower;
    private int upperRow = -1;
    private int lowerRow = -1;
    private float weight;

    Sampler(float[] map, int mapHeight, int mapWidth) {
      this.map = map;
      this.mapWidth = mapWidth;
      this.columns = new Positions(image.width(), view.x(), view.width(), mapWidth);
      this.rows = new Positions(image.height(), view.y(), view.height(), mapHeight);
      this.upper = new float[image.width()];
      this.lower = new float[image.width()];
    }

    private void to(int y) {
      weight = rows.weight[y];
      if (rows.first[y] != upperRow) {
        float[] reused = upper;
        upper = lower;
        lower = reused;
        boolean known = rows.first[y] == lowerRow;
        upperRow = rows.first[y];
        lowerRow = -1;
        if (!known) {
          along(upperRow, upper);
        }
      }
      if (rows.second[y] != lowerRow) {
        lowerRow = rows.second[y];
        along(lowerRow, lower);
      }
    }

    private void along(int mapRow, float[] values) {
      int row = mapRow * mapWidth;
      for (int x = left; x < right; x++) {
        float share = columns.weight[x];
        values[x] =
            map[row + columns.first[x]] * (1 - share) + map[row + columns.second[x]] * share;
      }
    }

    /** The colours' levels of a row of the view. Rows must be asked for from top to bottom. */
    void levels(int y, byte[] levels, int from) {
      to(y);
      float share = weight;
      for (int x = left, i = from; x < right; x++, i++) {
        levels[i] = (byte) ColorMap.level(upper[x] * (1 - share) + lower[x] * share);
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
