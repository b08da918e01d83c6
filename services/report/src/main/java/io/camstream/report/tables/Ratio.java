package io.camstream.report.tables;

/** Quotients that are null if they are not defined. */
final class Ratio {

  private Ratio() {}

  static Double of(double numerator, double denominator) {
    return denominator == 0 ? null : numerator / denominator;
  }
}
