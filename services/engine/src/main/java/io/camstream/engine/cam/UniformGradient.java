package io.camstream.engine.cam;

/**
 * A gradient that is the same at every position of the layer, and what goes with it.
 *
 * @param values of the gradient, one a channel
 * @param activationSums of the activation over the positions, one a channel
 * @param positions how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one call.
public record UniformGradient(double[] values, double[] activationSums, int positions) {

  /**
   * @param activationMeans of the activation over the positions, one a channel
   */
  public static UniformGradient ofMeans(double[] values, double[] activationMeans, int positions) {
    double[] sums = new double[activationMeans.length];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = activationMeans[k] * positions;
    }
    return new UniformGradient(values, sums, positions);
  }
}
