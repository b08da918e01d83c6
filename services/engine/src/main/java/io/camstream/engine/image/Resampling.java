package io.camstream.engine.image;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** PIL's resampling filters, in the order of PIL's numbers (0 nearest to 5 Hamming). */
public enum Resampling {
  NEAREST(0, x -> 1),
  LANCZOS(3, x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0),
  BILINEAR(1, x -> Math.max(0, 1 - Math.abs(x))),
  BICUBIC(2, Resampling::cubic),
  BOX(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),
  HAMMING(1, Resampling::hamming);

  private static final double CUBIC_SHARPNESS = -0.5;

  private final double support;
  private final DoubleUnaryOperator filter;

  Resampling(double support, DoubleUnaryOperator filter) {
    this.support = support;
    this.filter = filter;
  }

  /** The filter of PIL's {@code Image.Resampling} number, if there is one. */
  public static Optional<Resampling> ofPilNumber(int number) {
    boolean known = number >= 0 && number < values().length;
    return known ? Optional.of(values()[number]) : Optional.empty();
  }

  /** Distance from the centre, in source pixels, beyond which the filter is zero. */
  double support() {
    return support;
  }

  double weight(double distance) {
    return filter.applyAsDouble(distance);
  }

  private static double sinc(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = x * Math.PI;
    return Math.sin(angle) / angle;
  }

  private static double cubic(double distance) {
    double a = CUBIC_SHARPNESS;
    double x = Math.abs(distance);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static double hamming(double distance) {
    double x = Math.abs(distance);
    if (x == 0) {
      return 1;
    }
    if (x >= 1) {
      return 0;
    }
    double angle = x * Math.PI;
    return Math.sin(angle) / angle * (0.54f + 0.46f * Math.cos(angle));
  }
}
