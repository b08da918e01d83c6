package io.camstream.engine;

/**
 * A colour in CIELAB (D65, sRGB input), where equal distances are about equally visible.
 *
 * @param l lightness, 0..100
 * @param a green (negative) to red
 * @param b blue (negative) to yellow
 */
public record LabColor(double l, double a, double b) {

  private static final double EPSILON = 216.0 / 24389;
  private static final double KAPPA = 24389.0 / 27;
  private static final double[] LINEAR = new double[256];

  static {
    for (int level = 0; level < LINEAR.length; level++) {
      double value = level / 255.0;
      LINEAR[level] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
  }

  /** The colour of sRGB levels 0..255. */
  public static LabColor of(double red, double green, double blue) {
    double r = linear(red);
    double g = linear(green);
    double b = linear(blue);
    double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    double y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    double z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return new LabColor(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  private static double linear(double level) {
    int floor = (int) Math.max(0, Math.min(254, level));
    double part = Math.max(0, Math.min(1, level - floor));
    return LINEAR[floor] * (1 - part) + LINEAR[floor + 1] * part;
  }

  private static double f(double t) {
    return t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116;
  }

  /** The distance ΔE of CIE 1976; about 2.3 is just noticeable. */
  public double distance(LabColor other) {
    double dl = l - other.l;
    double da = a - other.a;
    double db = b - other.b;
    return Math.sqrt(dl * dl + da * da + db * db);
  }
}
