package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** CamContext of given activations and gradients. */
record FakeCamContext(Features activation, Features slopes) implements CamContext {

  /**
   * The vectors of the reference: A[k,i,j] = ((7k+5i+3j) mod 11 − 5)/4 and G[k,i,j] = ((3k+7i+2j)
   * mod 13 − 6)/20, four channels of 3 × 3.
   */
  static FakeCamContext ofVectors() {
    float[] activation = new float[4 * 9];
    float[] gradient = new float[4 * 9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          int at = (3 * i + j) * 4 + k;
          activation[at] = ((7 * k + 5 * i + 3 * j) % 11 - 5) / 4f;
          gradient[at] = ((3 * k + 7 * i + 2 * j) % 13 - 6) / 20f;
        }
      }
    }
    return new FakeCamContext(new Features(4, 3, 3, activation), new Features(4, 3, 3, gradient));
  }

  /** The same activations with the gradient (.3, -.2, .05, .1) / 9 at every position. */
  static FakeCamContext ofConstantGradient() {
    float[] slopes = {.3f, -.2f, .05f, .1f};
    float[] gradient = new float[4 * 9];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = slopes[i % 4] / 9;
    }
    return new FakeCamContext(ofVectors().activation(), new Features(4, 3, 3, gradient));
  }

  @Override
  public int classIndex() {
    return 0;
  }

  @Override
  public float[] logits() {
    return new float[] {1, 0};
  }

  @Override
  public Features gradient(Objective objective) {
    return slopes;
  }

  @Override
  public Optional<UniformGradient> uniformGradient(Objective objective) {
    return Optional.empty();
  }

  @Override
  public Features curvature() {
    float[] values = new float[slopes.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = -slopes.values()[i];
    }
    return slopes.with(values);
  }

  @Override
  public List<Features> noisyGradients(int samples, double deviation) {
    return java.util.Collections.nCopies(samples, slopes);
  }

  @Override
  public int inputHeight() {
    return 3;
  }

  @Override
  public int inputWidth() {
    return 3;
  }

  /** The class's logit is the first value that the mask lets through. */
  @Override
  public float[][] maskedLogits(int count, IntFunction<float[]> mask) {
    float[][] logits = new float[count][];
    for (int i = 0; i < count; i++) {
      logits[i] = new float[] {mask.apply(i)[0], 0};
    }
    return logits;
  }

  @Override
  public double[][] ablationDrops(AblationValue value) {
    return new double[][] {{.5, 0}, {0, 0}, {-1, 0}, {0, 0}};
  }

  @Override
  public <T> T shared(String key, Class<T> type, Supplier<T> computation) {
    return computation.get();
  }

  @Override
  public double[] linearWeights() {
    return new double[] {1, 2, 3, 4};
  }

  @Override
  public Features input() {
    return activation;
  }

  @Override
  public Features inputGradient() {
    return slopes;
  }

  @Override
  public List<BiasGradient> biasGradients() {
    return List.of();
  }
}
