package io.camstream.platform.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Describes the valid values of an option in words. */
final class ExpectedForm {
  private ExpectedForm() {}

  static String of(Option option) {
    String one = ofOne(option.valueType()) + option.range().map(ExpectedForm::limits).orElse("");
    return option.list() ? "a list, separated by commas, of: " + one : one;
  }

  private static String ofOne(Class<?> type) {
    if (type == Integer.class || type == Long.class) {
      return "a whole number";
    } else if (type == Double.class || type == Float.class) {
      return "a number";
    } else if (type == Boolean.class) {
      return "true or false";
    } else if (type == Duration.class) {
      return "a duration such as 250ms, 30s, 5m, 12h or 30d";
    } else if (type == DataSize.class) {
      return "a size such as 64KB, 200MB or 2GB";
    } else if (type == Path.class) {
      return "a path";
    } else if (type == URI.class) {
      return "an address such as http://127.0.0.1:9000";
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", ", "one of ", ""));
    } else {
      return "text";
    }
  }

  private static String limits(Range range) {
    boolean low = range.min() != Double.NEGATIVE_INFINITY;
    boolean high = range.max() != Double.POSITIVE_INFINITY;
    if (low && high) {
      return " from " + plain(range.min()) + " to " + plain(range.max());
    } else if (low) {
      return " of at least " + plain(range.min());
    } else {
      return high ? " of at most " + plain(range.max()) : "";
    }
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
