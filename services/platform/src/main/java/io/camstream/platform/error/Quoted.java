package io.camstream.platform.error;

/**
 * Escapes untrusted text (object keys, class names, file contents) for a log line or an error
 * message: one line, of bounded length, without characters that hide or reorder text.
 */
public final class Quoted {
  /** Longer text is truncated and marked with an ellipsis. */
  public static final int MAX_CODE_POINTS = 300;

  private Quoted() {}

  /**
   * Returns the text between single quotes; whatever is not a visible character or a plain space
   * becomes an escape such as {@code \u000a}, and so do the backslash and the quote.
   */
  public static String of(String text) {
    StringBuilder out = new StringBuilder("'");
    text.codePoints().limit(MAX_CODE_POINTS).forEach(point -> append(out, point));
    if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
      out.append('…');
    }
    return out.append('\'').toString();
  }

  private static void append(StringBuilder out, int point) {
    if (point == '\\' || point == '\'') {
      out.append('\\').append((char) point);
    } else if (point == ' ' || isVisible(point)) {
      out.appendCodePoint(point);
    } else if (Character.isBmpCodePoint(point)) {
      out.append(String.format("\\u%04x", point));
    } else {
      out.append(String.format("\\U%08x", point));
    }
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
