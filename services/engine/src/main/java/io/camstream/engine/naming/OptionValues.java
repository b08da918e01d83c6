package io.camstream.engine.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of enum constants as users write them: in lower case, with hyphens. */
public final class OptionValues {

  private OptionValues() {}

  /**
   * The constant of a name.
   *
   * @param what kind of value, for the message, such as {@code fusion}
   * @throws IllegalArgumentException in one line with the nearest names, if there is no such value
   */
  public static <E extends Enum<E>> E parse(String what, Class<E> type, String name) {
    List<String> valid = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String value = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (value.equals(name.strip().toLowerCase(Locale.ROOT))) {
        return constant;
      }
      valid.add(value);
    }
    throw NearestName.unknown(what, name, valid);
  }
}
