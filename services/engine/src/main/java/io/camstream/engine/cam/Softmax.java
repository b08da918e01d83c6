package io.camstream.engine.cam;

import java.util.Arrays;

/** Numbers to shares that sum to 1. */
final class Softmax {

  private Softmax() {}

  static double[] of(double[] scores) {
    double max = Arrays.stream(scores).max().orElse(0);
    double[] shares = Arrays.stream(scores).map(score -> Math.exp(score - max)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }
}
