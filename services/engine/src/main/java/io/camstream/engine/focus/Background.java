package io.camstream.engine.focus;

import io.camstream.engine.image.RgbImage;
import io.camstream.engine.preprocessing.ModelView;
import java.util.ArrayDeque;
import java.util.Deque;

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
    int[] count = new int[4096];
    long[][] sum = new long[4096][3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)) >= frame) {
          continue;
        }
        int bin = level(x, y, 0) >> 4 << 8 | level(x, y, 1) >> 4 << 4 | level(x, y, 2) >> 4;
        count[bin]++;
        for (int channel = 0; channel < 3; channel++) {
          sum[bin][channel] += level(x, y, channel);
        }
      }
    }
    int fullest = 0;
    for (int bin = 1; bin < count.length; bin++) {
      fullest = count[bin] > count[fullest] ? bin : fullest;
    }
    int[] color = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      color[channel] = (int) (sum[fullest][channel] / count[fullest]);
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
    boolean[] reached = new boolean[candidates.length];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < candidates.length; i++) {
      int x = i % width;
      int y = i / width;
      boolean edge = x == 0 || y == 0 || x == width - 1 || y == height - 1;
      if (edge) {
        reach(i, candidates, reached, open);
      }
    }
    while (!open.isEmpty()) {
      int i = open.pop();
      int x = i % width;
      if (x > 0) {
        reach(i - 1, candidates, reached, open);
      }
      if (x < width - 1) {
        reach(i + 1, candidates, reached, open);
      }
      if (i >= width) {
        reach(i - width, candidates, reached, open);
      }
      if (i < candidates.length - width) {
        reach(i + width, candidates, reached, open);
      }
    }
    return reached;
  }

  private static void reach(int i, boolean[] candidates, boolean[] reached, Deque<Integer> open) {
    if (candidates[i] && !reached[i]) {
      reached[i] = true;
      open.push(i);
    }
  }
}
