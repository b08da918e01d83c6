package io.camstream.engine.image;

/** CMYK to RGB as PIL converts it: {@code (255 - K) * (255 - C) / 255}, no colour profile. */
final class Cmyk {

  private Cmyk() {}

  static void toRgb(int[] cmyk, int from, byte[] rgb, int to) {
    int light = 255 - cmyk[from + 3];
    for (int c = 0; c < 3; c++) {
      rgb[to + c] = (byte) (light - divideBy255(cmyk[from + c] * light));
    }
  }

  /** Rounded division by 255 in PIL's fixed-point form. */
  private static int divideBy255(int product) {
    int rounded = product + 128;
    return ((rounded >> 8) + rounded) >> 8;
  }
}
