package io.camstream.platform.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written as {@code 512}, {@code 64KB}, {@code 200MB} or {@code 2GB}. Units are
 * powers of 1024 and case does not matter.
 *
 * @param bytes zero or more
 */
public record DataSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)I?B?");
  private static final String UNITS = "KMGT";

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size of " + bytes + " bytes is negative");
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not a size
   */
  public static DataSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size such as 512, 64KB, 200MB or 2GB");
    }
    long number = Long.parseLong(matcher.group(1));
    int unit = matcher.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(matcher.group(2));
    try {
      return new DataSize(Math.multiplyExact(number, 1L << (10 * unit)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("larger than can be counted in bytes", e);
    }
  }

  @Override
  public String toString() {
    long value = bytes;
    int unit = 0;
    while (value > 0 && value % 1024 == 0 && unit < UNITS.length()) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? Long.toString(value) : value + UNITS.substring(unit - 1, unit) + "B";
  }
}
