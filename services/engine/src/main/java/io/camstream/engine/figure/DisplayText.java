package io.camstream.engine.figure;

import java.text.Normalizer;

/**
 * Makes any text fit to be drawn on one line. Names of classes and images come from files that
 * anyone may have written: control characters, marks that turn the direction of writing, line
 * breaks and heaps of accents would break a layout.
 */
final class DisplayText {

  private static final int MAX_CHARACTERS = 300;

  private DisplayText() {}

  /**
   * The text without what can't be seen or would move other text, white space as single spaces, at
   * most 300 characters.
   *
   * @return not empty: {@code (no name)} where nothing visible is left
   */
  static String clean(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder clean = new StringBuilder();
    composed.codePoints().limit(10L * MAX_CHARACTERS).forEach(c -> append(clean, c));
    String line = clean.toString().strip();
    if (line.isEmpty()) {
      return "(no name)";
    }
    int length = line.codePointCount(0, line.length());
    return length <= MAX_CHARACTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS));
  }

  private static void append(StringBuilder clean, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        boolean afterSpace = clean.length() > 0 && clean.charAt(clean.length() - 1) == ' ';
        boolean space = Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
        if (space && !afterSpace) {
          clean.append(' ');
        }
      }
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK -> {
        // Left out.
      }
      default -> clean.appendCodePoint(codePoint);
    }
  }
}
