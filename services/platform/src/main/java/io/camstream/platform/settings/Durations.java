package io.camstream.platform.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations such as {@code 30s}. */
final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Parses {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 30d} or ISO-8601 such as
   * {@code PT1M30S}.
   *
   * @throws IllegalArgumentException if the text is none of these or negative
   */
  static Duration parse(String text) {
    String trimmed = text.strip();
    Matcher matcher = SHORT.matcher(trimmed.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
    try {
      Duration duration = Duration.parse(trimmed);
      if (duration.isNegative()) {
        throw new IllegalArgumentException("a duration can't be negative");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a duration such as 250ms, 30s, 5m, 12h or 30d", e);
    }
  }
}
