package io.camstream.platform.settings;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Rejects unknown keys, so that a misspelt setting is an error instead of being ignored. */
final class UnknownKeys {
  private UnknownKeys() {}

  /**
   * @param prefix only keys below it are checked
   * @throws UserError for the first unknown key
   */
  static void refuse(List<Source> sources, String prefix, List<Option> options) {
    for (Source source : sources) {
      if (source.environment()) {
        refuseVariables(source, prefix, options);
      } else {
        refuseProperties(source, prefix, options);
      }
    }
  }

  private static void refuseProperties(Source source, String prefix, List<Option> options) {
    Set<String> known = options.stream().map(Option::key).collect(Collectors.toSet());
    source.values().keySet().stream()
        .filter(key -> key.startsWith(prefix + "."))
        .filter(key -> !known.contains(key.replaceAll("\\[\\d+]$", "")))
        .filter(key -> options.stream().noneMatch(option -> option.isAbove(key)))
        .sorted()
        .findFirst()
        .ifPresent(key -> fail("setting", key, source, known));
  }

  private static void refuseVariables(Source source, String prefix, List<Option> options) {
    Set<String> known =
        options.stream().map(Option::environmentVariable).collect(Collectors.toSet());
    source.values().keySet().stream()
        .filter(name -> name.startsWith(Option.environmentVariable(prefix) + "_"))
        .filter(name -> !known.contains(name))
        .filter(name -> options.stream().noneMatch(option -> option.isAboveVariable(name)))
        .sorted()
        .findFirst()
        .ifPresent(name -> fail("environment variable", name, source, known));
  }

  private static void fail(String kind, String key, Source source, Set<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        known.stream()
            .min(
                Comparator.<String>comparingInt(name -> distance.apply(key, name))
                    .thenComparing(Comparator.naturalOrder()))
            .map(name -> " Did you mean " + Quoted.of(name) + "?")
            .orElse("");
    throw new UserError(
        "Unknown " + kind + " " + Quoted.of(key) + " in " + source.name() + "." + nearest);
  }
}
