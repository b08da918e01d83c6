package io.camstream.report.live;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names from requests. They are anybody's: what is unclear is refused, never repaired. */
final class LivePaths {

  /** Longest key that stores take, in bytes of UTF-8. */
  private static final int LONGEST_KEY = 900;

  private LivePaths() {}

  /**
   * The segments of a request's path, decoded once.
   *
   * @return empty where a segment is empty, a dot segment, or no text
   */
  static Optional<List<String>> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.substring(1).split("/", -1)) {
      Optional<String> segment = decoded(raw);
      if (segment.isEmpty() || !isSafe(segment.get()) || segment.get().contains("/")) {
        return Optional.empty();
      }
      segments.add(segment.get());
    }
    return Optional.of(segments);
  }

  /** One percent-decoded text; empty where it is malformed. */
  static Optional<String> decoded(String raw) {
    try {
      return Optional.of(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(text -> text.indexOf('\uFFFD') < 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The key of a dropped file, {@code <batch>/<path>}; empty where the names can't be a key that
   * every store and file system takes.
   */
  static Optional<String> uploadKey(String batch, String path) {
    if (!isSafe(batch) || batch.contains("/") || path.isEmpty()) {
      return Optional.empty();
    }
    for (String segment : path.split("/", -1)) {
      if (!isSafe(segment)) {
        return Optional.empty();
      }
    }
    String key = batch + "/" + path;
    return encodedLength(key).filter(length -> length <= LONGEST_KEY).map(length -> key);
  }

  private static boolean isSafe(String segment) {
    boolean dots = segment.equals(".") || segment.equals("..");
    return !segment.isEmpty()
        && !dots
        && segment
            .codePoints()
            .noneMatch(
                c ->
                    c == '\\'
                        || Character.getType(c) == Character.CONTROL
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
  }

  // A lone surrogate is no text.
  private static Optional<Integer> encodedLength(String text) {
    try {
      ByteBuffer bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      return Optional.of(bytes.remaining());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
