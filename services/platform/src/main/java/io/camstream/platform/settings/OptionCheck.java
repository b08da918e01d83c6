package io.camstream.platform.settings;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** Validates one option before the mapping is built, for a clearer error message. */
final class OptionCheck {
  private OptionCheck() {}

  /**
   * @throws UserError if the value is missing, can't be read, or is out of range
   */
  static void check(Option option, SmallRyeConfig values) {
    Optional<String> raw = Optional.ofNullable(values.getConfigValue(option.key()).getValue());
    String text = raw.filter(value -> !value.isBlank()).or(option::defaultValue).orElse(null);
    if (text == null) {
      if (option.required() && !isIndexed(option, values)) {
        throw new UserError("Missing setting " + name(option) + ": " + expected(option));
      }
      return;
    }
    Converter<?> converter = values.requireConverter(option.valueType());
    List<String> parts = option.list() ? List.of(text.split(",", -1)) : List.of(text);
    parts.forEach(part -> check(option, part.strip(), converter));
  }

  /** Lists may also be written as key[0], key[1] …; their mapping reads them itself. */
  private static boolean isIndexed(Option option, SmallRyeConfig values) {
    return option.list() && values.getConfigValue(option.key() + "[0]").getValue() != null;
  }

  private static void check(Option option, String text, Converter<?> converter) {
    // The converter reads any other word as false.
    boolean misread = option.valueType() == Boolean.class && !text.matches("(?i)true|false");
    Object value;
    try {
      value = converter.convert(text);
    } catch (IllegalArgumentException e) {
      throw invalid(option, text, e);
    }
    if (misread || value == null || isOutside(option, value)) {
      throw invalid(option, text, null);
    }
    if (holdsCredentials(option, text)) {
      throw new UserError(
          "Setting "
              + name(option)
              + " contains a user or a password in its address, which would be logged: use the"
              + " settings for them.");
    }
  }

  private static boolean isOutside(Option option, Object value) {
    if (option.range().isEmpty() || !(value instanceof Number number)) {
      return false;
    }
    Range range = option.range().get();
    double size = number.doubleValue();
    return Double.isNaN(size) || size < range.min() || size > range.max();
  }

  private static UserError invalid(Option option, String text, Throwable cause) {
    boolean hidden = option.secret() || holdsCredentials(option, text);
    String shown = hidden ? "" : " " + Quoted.of(text);
    // The cause may quote the value, so it is dropped for a secret.
    return new UserError(
        "Invalid value" + shown + " of setting " + name(option) + ": " + expected(option),
        hidden ? null : cause);
  }

  private static boolean holdsCredentials(Option option, String text) {
    return option.valueType() == URI.class && text.contains("@");
  }

  private static String name(Option option) {
    return option.key() + " (environment variable " + option.environmentVariable() + ")";
  }

  private static String expected(Option option) {
    return "expected " + option.expectedForm() + ".";
  }
}
