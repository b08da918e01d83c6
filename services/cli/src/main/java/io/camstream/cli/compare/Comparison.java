package io.camstream.cli.compare;

import io.camstream.engine.quality.RankCorrelation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Two runs over the same images.
 *
 * @param common images that both have
 * @param onlyFirst images that only the first has
 * @param onlySecond images that only the second has
 * @param changed images with another prediction, by name
 * @param classes by the class that the first run predicted
 * @param appeared findings of the second run that the first has not, as sentences
 * @param disappeared findings of the first run that the second has not
 */
public record Comparison(
    int common,
    int onlyFirst,
    int onlySecond,
    List<Change> changed,
    List<ClassChange> classes,
    List<String> appeared,
    List<String> disappeared) {

  /**
   * An image with another prediction.
   *
   * @param rankCorrelation Spearman, −1..1, mean over the maps that both have; NaN where none is
   *     known
   */
  public record Change(ComparedImage first, ComparedImage second, double rankCorrelation) {}

  /**
   * Means over the images of one class; NaN where nothing is known.
   *
   * @param rankCorrelation of the maps of both runs
   */
  public record ClassChange(
      String name,
      int images,
      int changed,
      double rankCorrelation,
      double firstBorder,
      double secondBorder,
      double firstOutside,
      double secondOutside) {}

  private record Pair(ComparedImage first, ComparedImage second, double rankCorrelation) {
    boolean isChanged() {
      return !first.predictedClass().equals(second.predictedClass());
    }
  }

  /** Compares; images are matched by their names. */
  public static Comparison of(ResultsFolder first, ResultsFolder second) {
    List<Pair> pairs = new ArrayList<>();
    for (ComparedImage image : first.images().values()) {
      ComparedImage other = second.images().get(image.name());
      if (other != null) {
        pairs.add(new Pair(image, other, correlation(image, other).orElse(Double.NaN)));
      }
    }
    List<Change> changed =
        pairs.stream()
            .filter(Pair::isChanged)
            .map(pair -> new Change(pair.first(), pair.second(), pair.rankCorrelation()))
            .toList();
    return new Comparison(
        pairs.size(),
        first.images().size() - pairs.size(),
        second.images().size() - pairs.size(),
        changed,
        classes(pairs),
        missing(second.findings(), first.findings()),
        missing(first.findings(), second.findings()));
  }

  private static List<String> missing(Map<String, String> these, Map<String, String> from) {
    TreeSet<String> names = new TreeSet<>(these.keySet());
    names.removeAll(from.keySet());
    return names.stream().map(these::get).toList();
  }

  /** Mean over the raw maps that both runs have, of one size. */
  private static OptionalDouble correlation(ComparedImage first, ComparedImage second) {
    if (first.maps().isEmpty() || second.maps().isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      Map<String, float[]> one = MapsReader.raw(first.maps().get());
      Map<String, float[]> other = MapsReader.raw(second.maps().get());
      double sum = 0;
      int count = 0;
      for (Map.Entry<String, float[]> map : one.entrySet()) {
        float[] same = other.get(map.getKey());
        if (same != null && same.length == map.getValue().length) {
          OptionalDouble rank = RankCorrelation.of(map.getValue(), same);
          if (rank.isPresent()) {
            sum += rank.getAsDouble();
            count++;
          }
        }
      }
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    } catch (IOException e) {
      return OptionalDouble.empty(); // Shown as not known.
    }
  }

  private static List<ClassChange> classes(List<Pair> pairs) {
    Map<String, List<Pair>> byClass = new TreeMap<>();
    pairs.forEach(
        pair ->
            byClass
                .computeIfAbsent(pair.first().predictedClass(), name -> new ArrayList<>())
                .add(pair));
    List<ClassChange> classes = new ArrayList<>();
    byClass.forEach(
        (name, of) ->
            classes.add(
                new ClassChange(
                    name,
                    of.size(),
                    (int) of.stream().filter(Pair::isChanged).count(),
                    mean(of, Pair::rankCorrelation),
                    mean(of, pair -> pair.first().border()),
                    mean(of, pair -> pair.second().border()),
                    mean(of, pair -> pair.first().hotOutside()),
                    mean(of, pair -> pair.second().hotOutside()))));
    return List.copyOf(classes);
  }

  private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    return pairs.stream()
        .mapToDouble(value)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }
}
