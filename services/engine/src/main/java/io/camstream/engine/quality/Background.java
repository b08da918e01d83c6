package io.camstream.engine.quality;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;

/**
 * Finds the background of a micrograph: what has the colour that is commonest along the image's
 * edge and is connected with the edge.
 *
 * <p>The colour is the mean of the fullest of 16 × 16 × 16 bins of RGB, over a frame as wide as
 * eight hundredths of the shorter side. A pixel has this colour if no channel is more than 24
 * levels away. A clear halo inside a cell has the background's colour, but is not connected with
 * the edge, and so belongs to the cell. Images longer than 256 pixels are looked at on every n-th
 * pixel.
 */
final class Background {

  private static final int MAX_SIDE = 256;
  private static final double FRAME = 0.08;
  private static final int BINS = 16 * 16 * 16;
  private static final int TOLERANCE = 24;

  private final RgbImage image;
  private final int step;
  private final int width;
  private final int height;
  private final boolean[] mask;

  private Background(RgbImage image) {
    this.image = image;
    this.step = Math.max(1, -Math.floorDiv(-Math.max(image.width(), image.height()), MAX_SIDE));
    this.width = -Math.floorDiv(-image.width(), step);
    this.height = -Math.floorDiv(-image.height(), step);
    this.mask = connectedWithEdge(ofColor(commonestColorOfFrame()));
  }

  /**
   * Which pixels of the model's input show background.
   *
   * @return {@code inputHeight * inputWidth} flags, row-major; what lies outside the image, in
   *     padding, counts as background
   */
  static boolean[] mask(RgbImage image, ModelView view, int inputHeight, int inputWidth) {
    Background background = new Background(image);
    boolean[] mask = new boolean[inputHeight * inputWidth];
    for (int row = 0; row < inputHeight; row++) {
      int y = (int) Math.floor(view.y() + (row + 0.5) * view.height() / inputHeight);
      for (int column = 0; column < inputWidth; column++) {
        int x = (int) Math.floor(view.x() + (column + 0.5) * view.width() / inputWidth);
        mask[row * inputWidth + column] = background.contains(x, y);
      }
    }
    return mask;
  }

  private boolean contains(int x, int y) {
    boolean outside = x < 0 || y < 0 || x >= image.width() || y >= image.height();
    return outside || mask[y / step * width + x / step];
  }

  private int level(int x, int y, int channel) {
    return image.level(x * step, y * step, channel);
  }

  private int[] commonestColorOfFrame() {
    int frame = Math.max(1, (int) Math.round(FRAME * Math.min(width, height)));
    int[] count = new int[BINS];
    long[] sum = new long[BINS * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)) >= frame) {
          continue;
        }
        int bin = level(x, y, 0) >> 4 << 8 | level(x, y, 1) >> 4 << 4 | level(x, y, 2) >> 4;
        count[bin]++;
        for (int channel = 0; channel < 3; channel++) {
          sum[3 * bin + channel] += level(x, y, channel);
        }
      }
    }
    int fullest = 0;
    for (int bin = 1; bin < BINS; bin++) {
      fullest = count[bin] > count[fullest] ? bin : fullest;
    }
    int[] color = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      color[channel] = (int) (sum[3 * fullest + channel] / count[fullest]);
    }
    return color;
  }

  private boolean[] ofColor(int[] color) {
    boolean[] near = new boolean[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        near[y * width + x] =
            Math.abs(level(x, y, 0) - color[0]) <= TOLERANCE
                && Math.abs(level(x, y, 1) - color[1]) <= TOLERANCE
                && Math.abs(level(x, y, 2) - color[2]) <= TOLERANCE;
      }
    }
    return near;
  }

  private boolean[] connectedWithEdge(boolean[] candidates) {
    Reached reached = new Reached(candidates);
    for (int x = 0; x < width; x++) {
      reached.add(x);
      reached.add(candidates.length - 1 - x);
    }
    for (int y = 0; y < height; y++) {
      reached.add(y * width);
      reached.add(y * width + width - 1);
    }
    while (reached.hasOpen()) {
      int i = reached.next();
      int x = i % width;
      if (x > 0) {
        reached.add(i - 1);
      }
      if (x < width - 1) {
        reached.add(i + 1);
      }
      if (i >= width) {
        reached.add(i - width);
      }
      if (i < candidates.length - width) {
        reached.add(i + width);
      }
    }
    return reached.mask;
  }

  /** Pixels that were reached, and which of them have neighbours to be looked at. */
  private static final class Reached {
    private final boolean[] candidates;
    private final boolean[] mask;
    private final int[] open;
    private int count;

    Reached(boolean[] candidates) {
      this.candidates = candidates;
      this.mask = new boolean[candidates.length];
      this.open = new int[candidates.length];
    }

    void add(int i) {
      if (candidates[i] && !mask[i]) {
        mask[i] = true;
        open[count++] = i;
      }
    }

    boolean hasOpen() {
      return count > 0;
    }

    int next() {
      return open[--count];
    }
  }
}
