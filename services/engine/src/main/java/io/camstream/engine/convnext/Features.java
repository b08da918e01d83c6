package io.camstream.engine.convnext;

/**
 * Numbers of one image at one layer: activations, or their gradient.
 *
 * @param channels number of feature maps
 * @param height rows of each
 * @param width columns of each
 * @param values {@code height * width * channels} values, position by position: all channels of row
 *     0 column 0, then of row 0 column 1, and so on; immutable by convention
 */
@SuppressWarnings("ArrayRecordComponent") // Read in inner loops: copies would cost.
public record Features(int channels, int height, int width, float[] values) {

  public Features {
    if (values.length != channels * height * width) {
      throw new IllegalArgumentException(
          "%d × %d × %d features can't have %d values"
              .formatted(channels, height, width, values.length));
    }
  }

  /** Number of positions: rows × columns. */
  public int positions() {
    return height * width;
  }

  public float at(int position, int channel) {
    return values[position * channels + channel];
  }

  /** Features of the same size with other values. */
  public Features with(float[] others) {
    return new Features(channels, height, width, others);
  }

  /** Sum over the positions, for each channel. */
  public double[] sums() {
    double[] sums = new double[channels];
    for (int p = 0; p < positions(); p++) {
      for (int k = 0; k < channels; k++) {
        sums[k] += values[p * channels + k];
      }
    }
    return sums;
  }

  /** Mean over the positions, for each channel. */
  public double[] means() {
    double[] means = sums();
    for (int k = 0; k < channels; k++) {
      means[k] /= positions();
    }
    return means;
  }
}
