package io.camstream.engine.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Remembers the largest deviation of each kind of number, for the record. */
final class Deviations {

  private final Map<String, Worst> worst = new TreeMap<>();

  private record Worst(double deviation, String where) {}

  void record(String what, double deviation, String where) {
    worst.merge(
        what,
        new Worst(deviation, where),
        (old, other) -> other.deviation() > old.deviation() ? other : old);
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    worst.forEach(
        (what, w) ->
            text.append(
                String.format(Locale.ROOT, "%-42s %.1e  %s%n", what, w.deviation(), w.where())));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
