package io.camstream.engine.convnext;

import io.camstream.engine.convnext.Weights.Weight;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The end of the network, in closed form: mean over the positions, LayerNorm, linear layer. With z
 * the means, ẑ = (z − mean z) / σ, σ² = var z + eps and v the LayerNorm's weights times a class's
 * weights, the gradient of the logit at every position is {@code (v − mean v − ẑ mean(v ∘ ẑ)) / (σ
 * · positions)}. No backward pass is needed, however many classes there are.
 *
 * <p>Double precision; thread-safe.
 */
final class ClosedFormHead {

  private final int features;
  private final int classes;
  private final double epsilon;
  private final float[] normWeight;
  private final float[] normBias;
  private final FloatBuffer weight;
  private final float[] bias;

  ClosedFormHead(Checkpoint checkpoint) {
    this.features = checkpoint.model().features();
    this.classes = checkpoint.model().classNames().size();
    this.epsilon = checkpoint.model().layerNormEps();
    this.normWeight = checkpoint.weights().get("layernorm.weight").toArray();
    this.normBias = checkpoint.weights().get("layernorm.bias").toArray();
    Weight matrix = checkpoint.weights().get("classifier.weight");
    this.weight = matrix.float32().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    this.bias = checkpoint.weights().get("classifier.bias").toArray();
  }

  /** Means over the positions after centring and scaling, and what they were scaled by. */
  @SuppressWarnings("ArrayRecordComponent") // Lives for one call.
  private record Normalised(double[] values, double deviation) {}

  private Normalised normalise(double[] pooled) {
    double mean = mean(pooled);
    double variance = 0;
    for (double value : pooled) {
      variance += (value - mean) * (value - mean) / features;
    }
    double deviation = Math.sqrt(variance + epsilon);
    double[] normalised = new double[features];
    for (int k = 0; k < features; k++) {
      normalised[k] = (pooled[k] - mean) / deviation;
    }
    return new Normalised(normalised, deviation);
  }

  /** Logits of pooled features; {@code pooled} has one value a channel. */
  double[] logits(double[] pooled) {
    double[] normalised = normalise(pooled).values();
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      double sum = bias[c];
      for (int k = 0; k < features; k++) {
        double value = normalised[k] * normWeight[k] + normBias[k];
        sum += weight.get(c * features + k) * value;
      }
      logits[c] = sum;
    }
    return logits;
  }

  /** Gradient, at the last block, of the sum of the logits times their weights. */
  Features gradient(Features activation, float[] logitWeights) {
    return constant(activation, gradient(activation.means(), activation.positions(), logitWeights));
  }

  /**
   * The same for one position, since it is the same at all.
   *
   * @param pooled means of the activation over the positions, one value a channel
   * @return one value a channel
   */
  double[] gradient(double[] pooled, int positions, float[] logitWeights) {
    double[] slopes = slopes(normalise(pooled), folded(logitWeights));
    for (int k = 0; k < features; k++) {
      slopes[k] /= positions;
    }
    return slopes;
  }

  /**
   * The Hessian of the same scalar times the activation. The gradient only depends on z, so this is
   * its derivative along z: with r = var z / σ², {@code −r g − 2 (1 − r) ẑ mean(v ∘ ẑ) / σ}. Where
   * eps is negligible, r is 1 and the result is the negative gradient.
   */
  Features curvature(Features activation, float[] logitWeights) {
    Normalised pooled = normalise(activation.means());
    double[] v = folded(logitWeights);
    double[] slopes = slopes(pooled, v);
    double deviation = pooled.deviation();
    double share = 1 - epsilon / (deviation * deviation);
    double projection = projection(v, pooled.values());
    double[] along = new double[features];
    for (int k = 0; k < features; k++) {
      double rest = 2 * (1 - share) * pooled.values()[k] * projection / deviation;
      along[k] = (-share * slopes[k] - rest) / activation.positions();
    }
    return constant(activation, along);
  }

  /** Weights of the channels if the LayerNorm's mean and deviation were constants. */
  double[] linearWeights(Features activation, int classIndex) {
    float[] one = new float[classes];
    one[classIndex] = 1;
    double deviation = normalise(activation.means()).deviation();
    double[] v = folded(one);
    double mean = mean(v);
    for (int k = 0; k < features; k++) {
      v[k] = (v[k] - mean) / deviation;
    }
    return v;
  }

  private double[] slopes(Normalised pooled, double[] v) {
    double mean = mean(v);
    double projection = projection(v, pooled.values());
    double[] slopes = new double[features];
    for (int k = 0; k < features; k++) {
      slopes[k] = (v[k] - mean - pooled.values()[k] * projection) / pooled.deviation();
    }
    return slopes;
  }

  /** The classifier's weights for a combination of logits, times the LayerNorm's. */
  private double[] folded(float[] logitWeights) {
    double[] v = new double[features];
    for (int c = 0; c < classes; c++) {
      if (logitWeights[c] != 0) {
        for (int k = 0; k < features; k++) {
          v[k] += (double) logitWeights[c] * weight.get(c * features + k) * normWeight[k];
        }
      }
    }
    return v;
  }

  private double projection(double[] v, double[] normalised) {
    double sum = 0;
    for (int k = 0; k < features; k++) {
      sum += v[k] * normalised[k] / features;
    }
    return sum;
  }

  private double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / features;
    }
    return sum;
  }

  /** The same values at every position. */
  private Features constant(Features activation, double[] ofPosition) {
    float[] values = new float[activation.values().length];
    for (int k = 0; k < features; k++) {
      values[k] = (float) ofPosition[k];
    }
    for (int p = 1; p < activation.positions(); p++) {
      System.arraycopy(values, 0, values, p * features, features);
    }
    return activation.with(values);
  }
}
