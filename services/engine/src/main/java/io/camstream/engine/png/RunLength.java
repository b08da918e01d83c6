package io.camstream.engine.png;

/**
 * How deflate writes the length of a run (RFC 1951, section 3.2.5).
 *
 * @param symbol of the code for literals and lengths
 * @param extra bits after the symbol, {@code extraBits} of them
 */
record RunLength(int symbol, int extra, int extraBits) {

  static final int SHORTEST = 3;
  static final int LONGEST = 258;

  private static final int FIRST_SYMBOL = 257;
  private static final int SYMBOLS = 29;
  private static final RunLength[] ALL = all();

  /**
   * @param length {@value #SHORTEST} to {@value #LONGEST}
   */
  static RunLength of(int length) {
    return ALL[length];
  }

  /**
   * How long to make the first run of a longer repetition, so that no rest is too short for one.
   */
  static int first(int length) {
    return length <= LONGEST ? length : Math.min(LONGEST, length - SHORTEST);
  }

  private static RunLength[] all() {
    RunLength[] all = new RunLength[LONGEST + 1];
    int length = SHORTEST;
    for (int i = 0; i < SYMBOLS - 1; i++) {
      int extraBits = i < 8 ? 0 : (i - 4) / 4;
      for (int extra = 0; extra < 1 << extraBits; extra++) {
        all[length + extra] = new RunLength(FIRST_SYMBOL + i, extra, extraBits);
      }
      length += 1 << extraBits;
    }
    all[LONGEST] = new RunLength(FIRST_SYMBOL + SYMBOLS - 1, 0, 0);
    return all;
  }
}
