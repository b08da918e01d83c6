package io.camstream.engine.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Errors for names that do not exist, with the names that were probably meant. */
public final class NearestName {

  private static final int SUGGESTIONS = 3;

  private NearestName() {}

  /**
   * An exception that names the nearest valid names.
   *
   * @param what what the name should be, such as {@code method}
   */
  public static IllegalArgumentException unknown(
      String what, String name, Collection<String> valid) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> nearest =
        valid.stream()
            .sorted(
                Comparator.comparingInt(
                    (String v) -> distance.apply(wanted, v.toLowerCase(Locale.ROOT))))
            .limit(SUGGESTIONS)
            .toList();
    return new IllegalArgumentException(
        "there is no %s '%s'; did you mean %s?".formatted(what, name, String.join(", ", nearest)));
  }
}
