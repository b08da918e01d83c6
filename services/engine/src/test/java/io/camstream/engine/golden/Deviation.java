package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

/** How far values are from the expected ones. */
final class Deviation {

  private Deviation() {}

  /** Largest difference. */
  static double absolute(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  /**
   * Largest difference divided by the largest expected absolute value.
   *
   * @param eitherSign whether the negated values would do as well
   */
  static double relative(float[] actual, float[] expected, boolean eitherSign) {
    double scale = 0;
    float[] negated = new float[expected.length];
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      negated[i] = -expected[i];
    }
    double deviation = absolute(actual, expected);
    return (eitherSign ? Math.min(deviation, absolute(actual, negated)) : deviation) / scale;
  }
}
