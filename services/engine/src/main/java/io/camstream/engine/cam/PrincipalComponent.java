package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/**
 * Projection of the channels' values at each position on their first principal component.
 *
 * <p>A component is defined up to its sign. Here the value that is largest in absolute terms is
 * positive, as in Seg-Eigen-CAM's equation 13 and scikit-learn's {@code svd_flip}; pytorch-grad-cam
 * leaves the sign of EigenCAM to LAPACK.
 */
final class PrincipalComponent {

  /**
   * Share of the largest eigenvalue by which the second must be smaller; else a tiny change of the
   * input turns the component, and the map is fragile.
   */
  private static final double FRAGILE_GAP = 0.01;

  private PrincipalComponent() {}

  /** The centred values times the first right singular vector. */
  static RawMap of(Features features) {
    double[] centred = centred(features);
    int positions = features.positions();
    int channels = features.channels();
    boolean byPosition = positions <= channels;
    double[] gram =
        byPosition
            ? rowProducts(centred, positions, channels)
            : columnProducts(centred, positions, channels);
    TopEigenpair top = TopEigenpair.of(gram, byPosition ? positions : channels);
    double[] projection = new double[positions];
    for (int p = 0; p < positions; p++) {
      if (byPosition) {
        projection[p] = top.vector()[p] * Math.sqrt(Math.max(0, top.value()));
      } else {
        for (int k = 0; k < channels; k++) {
          projection[p] += centred[p * channels + k] * top.vector()[k];
        }
      }
    }
    return map(features, projection, top);
  }

  /** A map with the sign rule applied. */
  static RawMap map(Features features, double[] projection, TopEigenpair top) {
    double extreme = 0;
    for (double value : projection) {
      extreme = Math.abs(value) > Math.abs(extreme) ? value : extreme;
    }
    float[] map = new float[projection.length];
    for (int p = 0; p < map.length; p++) {
      map[p] = (float) (extreme < 0 ? -projection[p] : projection[p]);
    }
    boolean fragile = top.value() - top.second() < FRAGILE_GAP * top.value();
    return new RawMap(features.height(), features.width(), map, false, fragile);
  }

  /** The values with each channel's mean subtracted. */
  static double[] centred(Features features) {
    double[] means = features.means();
    double[] centred = new double[features.values().length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = features.values()[i] - means[i % features.channels()];
    }
    return centred;
  }

  /** Inner products of the positions' vectors: positions × positions. */
  static double[] rowProducts(double[] values, int positions, int channels) {
    double[] products = new double[positions * positions];
    for (int p = 0; p < positions; p++) {
      for (int q = 0; q <= p; q++) {
        double sum = 0;
        for (int k = 0; k < channels; k++) {
          sum += values[p * channels + k] * values[q * channels + k];
        }
        products[p * positions + q] = sum;
        products[q * positions + p] = sum;
      }
    }
    return products;
  }

  private static double[] columnProducts(double[] values, int positions, int channels) {
    double[] products = new double[channels * channels];
    for (int p = 0; p < positions; p++) {
      for (int k = 0; k < channels; k++) {
        double value = values[p * channels + k];
        for (int l = 0; l < channels; l++) {
          products[k * channels + l] += value * values[p * channels + l];
        }
      }
    }
    return products;
  }
}
