package io.camstream.engine.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns any text into a part of a path that stays in its folder, and any object key into a path of
 * such parts. Different texts give different parts.
 *
 * <p>Letters, digits and {@code - _ .} and spaces stay as they are, in every script; each other
 * character is written as {@code %} and two hexadecimal digits for each byte of UTF-8, and so is a
 * full stop at the start. What is longer than allowed keeps its start and ends in {@code ~} and a
 * digest of the whole text.
 */
final class SafeName {

  private static final int DIGEST_CHARACTERS = 16;

  private SafeName() {}

  /**
   * One part of a path.
   *
   * @param maxBytes of the result in UTF-8, at least 32
   */
  static String part(String text, int maxBytes) {
    if (text.isEmpty()) {
      return "%"; // A lone % is never written otherwise.
    }
    String escaped = text.codePoints().mapToObj(SafeName::escape).collect(Collectors.joining());
    if (escaped.startsWith(".")) {
      escaped = "%2E" + escaped.substring(1);
    }
    return bytes(escaped) <= maxBytes ? escaped : shorten(text, escaped, maxBytes);
  }

  /**
   * The parts of an object key, each at most {@code maxPartBytes} long, joined by {@code /}. Where
   * the whole would be longer than {@code maxBytes}, only its first part and a digest remain.
   */
  static String path(String key, int maxPartBytes, int maxBytes) {
    String path =
        Stream.of(key.split("/", -1))
            .map(part -> part(part, maxPartBytes))
            .collect(Collectors.joining("/"));
    if (bytes(path) <= maxBytes) {
      return path;
    }
    return path.substring(0, path.indexOf('/')) + "/~" + digest(key);
  }

  private static String escape(int codePoint) {
    boolean plain =
        Character.isLetterOrDigit(codePoint)
            || codePoint == '-'
            || codePoint == '_'
            || codePoint == '.'
            || codePoint == ' ';
    if (plain) {
      return Character.toString(codePoint);
    }
    // A lone surrogate has no UTF-8; it must not become the same '?' as others.
    byte[] bytes =
        Character.isSurrogate((char) codePoint) && codePoint <= Character.MAX_VALUE
            ? new byte[] {(byte) (codePoint >> 8), (byte) codePoint}
            : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    return "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(bytes);
  }

  private static String shorten(String text, String escaped, int maxBytes) {
    int budget = maxBytes - 1 - DIGEST_CHARACTERS;
    StringBuilder start = new StringBuilder();
    for (int codePoint : escaped.codePoints().toArray()) {
      budget -= bytes(Character.toString(codePoint));
      if (budget < 0) {
        break;
      }
      start.appendCodePoint(codePoint);
    }
    return start + "~" + digest(text);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16BE));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
