package io.camstream.engine.audit;

import io.camstream.engine.image.RgbImage;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Makes changed versions of the model's input. Where a region is replaced, the transition is as
 * wide as two points of the grid, and noise of three levels hides how smooth the replacement is.
 */
final class ChangedInput {

  private static final double NOISE = 3;
  private static final int MARGIN = 5;
  private static final long SEED = 0x5eed;

  private final RgbImage input;
  private final Grid grid;

  ChangedInput(RgbImage input, Grid grid) {
    this.input = input;
    this.grid = grid;
  }

  /** The hot region and a small margin are filled from what surrounds them. */
  RgbImage without(BitSet hot) {
    BitSet hole = Regions.dilate(hot, MARGIN);
    return hole.cardinality() == Grid.POINTS
        ? plain(meanOf(hole))
        : mixed(Regions.complement(hole), SmoothFill.of(grid, hole));
  }

  /** Everything but the hot region and a small margin is filled from the region. */
  RgbImage only(BitSet hot) {
    BitSet kept = Regions.dilate(hot, MARGIN);
    return mixed(kept, SmoothFill.of(grid, Regions.complement(kept)));
  }

  /**
   * Everything but the object gets the colour of the background, so that nothing is left of marks,
   * neighbours and uneven light.
   */
  RgbImage withPlainBackground(BitSet object, double[] background) {
    return mixed(object, plainLevels(background));
  }

  private RgbImage plain(double[] color) {
    return mixed(new BitSet(), plainLevels(color));
  }

  private static double[] plainLevels(double[] color) {
    double[] levels = new double[3 * Grid.POINTS];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = color[i % 3];
    }
    return levels;
  }

  /** The mean levels of a region; it must not be empty. */
  double[] meanOf(BitSet region) {
    double[] mean = new double[3];
    region.stream()
        .forEach(
            i -> {
              for (int channel = 0; channel < 3; channel++) {
                mean[channel] += grid.level(i, channel);
              }
            });
    for (int channel = 0; channel < 3; channel++) {
      mean[channel] /= region.cardinality();
    }
    return mean;
  }

  private RgbImage mixed(BitSet kept, double[] replacement) {
    double[] weight = softened(kept);
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] pixels = new byte[input.pixels().length];
    for (int y = 0; y < input.height(); y++) {
      double row = (y + 0.5) * Grid.SIDE / input.height() - 0.5;
      for (int x = 0; x < input.width(); x++) {
        double column = (x + 0.5) * Grid.SIDE / input.width() - 0.5;
        double keep = sampled(weight, 1, 0, row, column);
        int pixel = 3 * (y * input.width() + x);
        for (int channel = 0; channel < 3; channel++) {
          double value = input.level(x, y, channel);
          if (keep < 1) {
            double fill =
                sampled(replacement, 3, channel, row, column) + NOISE * random.nextGaussian();
            value = keep * value + (1 - keep) * fill;
          }
          pixels[pixel + channel] = (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
      }
    }
    return new RgbImage(input.width(), input.height(), pixels);
  }

  /** 1 inside, 0 outside, and the mean of 3 × 3 points in between. */
  private static double[] softened(BitSet region) {
    double[] weight = new double[Grid.POINTS];
    for (int i = 0; i < Grid.POINTS; i++) {
      int y = i / Grid.SIDE;
      int x = i % Grid.SIDE;
      int inside = 0;
      int all = 0;
      for (int row = Math.max(0, y - 1); row <= Math.min(Grid.SIDE - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(Grid.SIDE - 1, x + 1); column++) {
          inside += region.get(row * Grid.SIDE + column) ? 1 : 0;
          all++;
        }
      }
      weight[i] = (double) inside / all;
    }
    return weight;
  }

  private static double sampled(
      double[] values, int stride, int offset, double row, double column) {
    double y = Math.max(0, Math.min(Grid.SIDE - 1, row));
    double x = Math.max(0, Math.min(Grid.SIDE - 1, column));
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(Grid.SIDE - 1, top + 1);
    int right = Math.min(Grid.SIDE - 1, left + 1);
    double down = y - top;
    double across = x - left;
    return (1 - down)
            * ((1 - across) * values[stride * (top * Grid.SIDE + left) + offset]
                + across * values[stride * (top * Grid.SIDE + right) + offset])
        + down
            * ((1 - across) * values[stride * (bottom * Grid.SIDE + left) + offset]
                + across * values[stride * (bottom * Grid.SIDE + right) + offset]);
  }
}
