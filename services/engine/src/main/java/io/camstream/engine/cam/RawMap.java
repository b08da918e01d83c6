package io.camstream.engine.cam;

/**
 * A map as a method makes it.
 *
 * @param height rows
 * @param width columns
 * @param values row-major, signed
 * @param nil zero by mathematics
 * @param fragile a tiny change of the input changes it visibly
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once.
public record RawMap(int height, int width, float[] values, boolean nil, boolean fragile) {

  static final double NIL_SHARE = 1e-4;
  static final double FRAGILE_AMPLIFICATION = 100;

  /**
   * A map that is made of sums, with its flags:
   *
   * <ul>
   *   <li><b>nil</b>: the largest value is below 1e-4 of the largest sum of absolute terms. The
   *       terms cancel at every position; what is left is rounding.
   *   <li><b>fragile</b>: the largest bound is more than {@value #FRAGILE_AMPLIFICATION} times the
   *       largest value.
   * </ul>
   *
   * @param largestTerms of the sums of the terms' absolute values, one for each position
   * @param largestBound of the bounds by how much a value may move, divided by the relative error
   *     of the numbers that it is made of, one for each position
   */
  public static RawMap ofSums(
      int height, int width, float[] values, double largestTerms, double largestBound) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    boolean nil = largest < NIL_SHARE * largestTerms;
    boolean fragile = !nil && largestBound > FRAGILE_AMPLIFICATION * largest;
    return new RawMap(height, width, values, nil, fragile);
  }
}
