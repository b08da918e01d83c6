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
    Mixture mixture = new Mixture(colors, opacity);
    float largest = largest(levels, mixture);
    float scale = largest > 0 ? 255 / largest : 0;
    byte[] pixels = unseenPartFaded();
    for (int y = top, seen = 0; y < bottom; y++, seen += right - left) {
      int at = 3 * (y * image.width() + left);
      mixture.mix(levels, seen, image.pixels(), pixels, at, 3 * (right - left), scale);
    }
    outline(pixels);
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
  private float largest(byte[] levels, Mixture mixture) {
    float largest = 0;
    for (int y = top, seen = 0; y < bottom; y++, seen += right - left) {
      int at = 3 * (y * image.width() + left);
      largest = mixture.largest(levels, seen, image.pixels(), at, 3 * (right - left), largest);
    }
    return largest;
  }

  /** The image without heat: the view as it is, the rest faded. */
  RgbImage withoutHeat() {
    byte[] pixels = unseenPartFaded();
    outline(pixels);
    return new RgbImage(image.width(), image.height(), pixels);
  }

  private byte[] unseenPartFaded() {
    byte[] pixels = image.pixels().clone();
    if (!hasUnseenPart()) {
      return pixels;
    }
    for (int y = 0; y < image.height(); y++) {
      boolean rowSeen = y >= top && y < bottom;
      fade(pixels, y, 0, rowSeen ? left : image.width());
      fade(pixels, y, rowSeen ? Math.max(left, right) : image.width(), image.width());
    }
    return pixels;
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

  /** Weighted sums of heat and image, 0..1, by table. */
  private static final class Mixture {
    private final float[] red = new float[256];
    private final float[] green = new float[256];
    private final float[] blue = new float[256];
    private final float[] picture = new float[256];

    Mixture(ColorMap colors, double opacity) {
      for (int level = 0; level < 256; level++) {
        int color = colors.color(level);
        red[level] = (float) (opacity * (color >> 16 & 0xff) / 255);
        green[level] = (float) (opacity * (color >> 8 & 0xff) / 255);
        blue[level] = (float) (opacity * (color & 0xff) / 255);
        picture[level] = (float) ((1 - opacity) * level / 255);
      }
    }

    /** The largest mixture of a row, or what was larger before. */
    float largest(byte[] heat, int from, byte[] image, int at, int length, float before) {
      float largest = before;
      for (int i = at, j = from; i < at + length; i += 3, j++) {
        int level = heat[j] & 0xff;
        float r = red[level] + picture[image[i] & 0xff];
        float g = green[level] + picture[image[i + 1] & 0xff];
        float b = blue[level] + picture[image[i + 2] & 0xff];
        // Hardly ever true, and so faster than Math.max, which also thinks of NaN and of −0.
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
    void mix(byte[] heat, int from, byte[] image, byte[] target, int at, int length, float scale) {
      for (int i = at, j = from; i < at + length; i += 3, j++) {
        int level = heat[j] & 0xff;
        target[i] = scaled(red[level] + picture[image[i] & 0xff], scale);
        target[i + 1] = scaled(green[level] + picture[image[i + 1] & 0xff], scale);
        target[i + 2] = scaled(blue[level] + picture[image[i + 2] & 0xff], scale);
      }
    }

    private static byte scaled(float mixed, float scale) {
      return (byte) Math.min(255, (int) (mixed * scale));
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
