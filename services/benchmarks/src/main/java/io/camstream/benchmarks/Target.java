package io.camstream.benchmarks;

import java.util.Locale;

/** What a figure should be. */
public record Target(Sense sense, double limit, String unit) {

  /** Which side of the limit is good. */
  public enum Sense {
    AT_MOST,
    AT_LEAST
  }

  static Target atMost(double limit, String unit) {
    return new Target(Sense.AT_MOST, limit, unit);
  }

  static Target atLeast(double limit, String unit) {
    return new Target(Sense.AT_LEAST, limit, unit);
  }

  boolean isMet(double value) {
    return sense == Sense.AT_MOST ? value <= limit : value >= limit;
  }

  /** Such as {@code ≤ 0.80 ×}. */
  String text() {
    return (sense == Sense.AT_MOST ? "≤ " : "≥ ") + text(limit);
  }

  /** A value with its unit, with three significant digits. */
  String text(double value) {
    return number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
