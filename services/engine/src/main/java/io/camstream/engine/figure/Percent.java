package io.camstream.engine.figure;

import java.util.Locale;

/** Writes probabilities for people. */
final class Percent {

  private Percent() {}

  /**
   * A probability in percent with one decimal, such as {@code 93.4 %}. Never claims certainty: what
   * would be rounded to 0 or 100 is written as below 0.1 or above 99.9.
   */
  static String of(double probability) {
    if (probability > 0.999) {
      return "> 99.9 %";
    }
    if (probability < 0.001) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", 100 * probability);
  }
}
