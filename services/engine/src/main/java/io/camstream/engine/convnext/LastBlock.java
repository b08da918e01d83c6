package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * The output of the last block in one forward pass. Means and weighted sums over it are computed on
 * the device, so that the activation itself is not copied. Belongs to the thread of its pass, and
 * is valid until the pass is closed.
 */
public final class LastBlock {

  private final NDArray output;
  private final NDManager scope;
  private float[][] means;

  LastBlock(NDArray output, NDManager scope) {
    this.output = output;
    this.scope = scope;
  }

  /** Rows of the activation. */
  public int height() {
    return (int) output.getShape().get(1);
  }

  /** Columns of the activation. */
  public int width() {
    return (int) output.getShape().get(2);
  }

  /** Number of positions: rows × columns. */
  public int positions() {
    return height() * width();
  }

  /** Mean over the positions, for each channel. */
  public double[] means(int image) {
    if (means == null) {
      try (NDArray single = Precision.single(output).stopGradient();
          NDArray positions = single.reshape(images(), -1, output.getShape().get(3));
          NDArray mean = positions.mean(new int[] {1})) {
        means = ForwardPass.rows(mean);
      }
    }
    double[] ofImage = new double[means[image].length];
    for (int k = 0; k < ofImage.length; k++) {
      ofImage[k] = means[image][k];
    }
    return ofImage;
  }

  private long images() {
    return output.getShape().get(0);
  }

  /**
   * Sums over the channels at every position, one for each row of weights.
   *
   * @param sums sum of weight * activation, {@code [rows][positions]}
   * @param absolute sum of |weight * activation|
   * @param bounds sum of bound * |activation|
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once.
  public record ChannelSums(float[][] sums, float[][] absolute, float[][] bounds) {}

  /**
   * Weighted sums of the channels, computed on the device for all images and copied from it once.
   *
   * @param imageOfRow image of each row of weights; ascending
   * @param weights {@code [rows][channels]}
   * @param bounds {@code [rows][channels]}
   */
  public ChannelSums weightedSums(int[] imageOfRow, float[][] weights, float[][] bounds) {
    long channels = output.getShape().get(3);
    try (NDManager temporary = scope.newSubManager();
        GradMode off = GradMode.off()) {
      NDArray single = ForwardPass.owned(Precision.single(output).stopGradient(), temporary);
      NDArray activation = single.reshape(images(), -1, channels).transpose(0, 2, 1);
      NDArray magnitude = activation.abs();
      NDList products = new NDList();
      for (int from = 0; from < imageOfRow.length; ) {
        int image = imageOfRow[from];
        int to = from;
        while (to < imageOfRow.length && imageOfRow[to] == image) {
          to++;
        }
        NDArray ofImage = temporary.create(Arrays.copyOfRange(weights, from, to));
        NDArray boundsOfImage = temporary.create(Arrays.copyOfRange(bounds, from, to));
        products.add(
            NDArrays.stack(
                new NDList(
                    ofImage.matMul(activation.get(image)),
                    ofImage.abs().matMul(magnitude.get(image)),
                    boundsOfImage.matMul(magnitude.get(image))),
                1));
        from = to;
      }
      float[][] rows =
          ForwardPass.rows(NDArrays.concat(products).reshape(3L * imageOfRow.length, -1));
      return new ChannelSums(every(3, 0, rows), every(3, 1, rows), every(3, 2, rows));
    }
  }

  private static float[][] every(int step, int first, float[][] rows) {
    float[][] chosen = new float[rows.length / step][];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rows[first + step * i];
    }
    return chosen;
  }
}
