package io.camstream.engine;

import io.camstream.engine.naming.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes of an image are explained.
 *
 * @param kind how they are chosen
 * @param names class names, for {@link Kind#NAMED} only; as they were typed until they are checked
 */
public record ClassSelection(Kind kind, List<String> names) {

  public static final ClassSelection PREDICTED = new ClassSelection(Kind.PREDICTED, List.of());
  public static final ClassSelection TOP3 = new ClassSelection(Kind.TOP3, List.of());
  public static final ClassSelection ALL = new ClassSelection(Kind.ALL, List.of());

  public ClassSelection {
    names = List.copyOf(names);
  }

  /** Ways to choose. */
  public enum Kind {
    /** The most probable class. */
    PREDICTED,
    /** The three most probable classes. */
    TOP3,
    ALL,
    /** The same classes for every image. */
    NAMED
  }

  /**
   * Parses {@code predicted}, {@code top3}, {@code all} or class names separated by commas. A name
   * that itself holds a comma is found by {@link #checkedAgainst}.
   */
  public static ClassSelection parse(String text) {
    return switch (text.strip()) {
      case "predicted" -> PREDICTED;
      case "top3" -> TOP3;
      case "all" -> ALL;
      default -> new ClassSelection(Kind.NAMED, Arrays.asList(text.split(",", -1)));
    };
  }

  /**
   * This selection with names that the model has.
   *
   * @throws IllegalArgumentException naming the nearest class if there is no such class
   */
  public ClassSelection checkedAgainst(List<String> classNames) {
    if (kind != Kind.NAMED) {
      return this;
    }
    String whole = String.join(",", names).strip();
    if (classNames.contains(whole)) {
      return new ClassSelection(Kind.NAMED, List.of(whole));
    }
    List<String> choices = new ArrayList<>(classNames);
    choices.addAll(List.of("predicted", "top3", "all"));
    List<String> found = names.stream().map(String::strip).distinct().toList();
    for (String name : found) {
      if (!classNames.contains(name)) {
        throw NearestName.unknown("class", name, choices);
      }
    }
    return new ClassSelection(Kind.NAMED, found);
  }

  /**
   * Class indices to explain for one image: by rank for predicted and top 3, else ascending. Names
   * must have been checked.
   */
  public List<Integer> of(Prediction prediction) {
    return switch (kind) {
      case PREDICTED -> prediction.top(1);
      case TOP3 -> prediction.top(3);
      case ALL -> IntStream.range(0, prediction.classNames().size()).boxed().toList();
      case NAMED ->
          IntStream.range(0, prediction.classNames().size())
              .filter(k -> names.contains(prediction.classNames().get(k)))
              .boxed()
              .toList();
    };
  }
}
