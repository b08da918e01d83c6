package io.camstream.engine.cam;

/** Softmax: turns scores into positive shares that sum to 1. */
public final class Softmax {

  private Softmax() {}

  /** Softmax of logits. */
  public static double[] of(float[] logits) {
    double[] scores = new double[logits.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = logits[k];
    }
    return of(scores);
  }

  /** Softmax of scores; finite for finite scores of any size. */
  public static double[] of(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - max);
    }
    double[] shares = new double[scores.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Math.exp(scores[k] - max) / sum;
    }
    return shares;
  }
}
