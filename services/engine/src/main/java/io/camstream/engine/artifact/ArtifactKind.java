package io.camstream.engine.artifact;

import io.camstream.engine.naming.NearestName;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What an explanation can be turned into; the choices of the option {@code artifacts}. */
public enum ArtifactKind {
  /** The decoded image, untouched. */
  ORIGINAL,
  /** One picture for each method: heat map of the predicted class over the image. */
  OVERLAY,
  /** One picture: the image and all methods side by side. */
  COMPARISON,
  /** One picture for each method: every class side by side. */
  CLASSES,
  /** One picture: a bar for each class. */
  PROBABILITIES,
  /** Raw maps as floats, for NumPy. */
  MAPS,
  /** Prediction, measures and model as JSON. */
  RESULTS;

  /** Id on the command line, in settings and at the start of an artifact's kind. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All kinds. */
  public static Set<ArtifactKind> all() {
    return Collections.unmodifiableSet(EnumSet.allOf(ArtifactKind.class));
  }

  /**
   * The kinds of a list of ids separated by commas, or {@code all}.
   *
   * @throws IllegalArgumentException with one line that names the nearest ids, for an unknown or
   *     empty one
   */
  public static Set<ArtifactKind> parse(String ids) {
    if (ids.strip().equalsIgnoreCase("all")) {
      return all();
    }
    Set<ArtifactKind> kinds = EnumSet.noneOf(ArtifactKind.class);
    for (String id : ids.split(",", -1)) {
      kinds.add(one(id.strip()));
    }
    return Collections.unmodifiableSet(kinds);
  }

  private static ArtifactKind one(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () ->
                NearestName.unknown(
                    "artifact", id, Arrays.stream(values()).map(ArtifactKind::id).toList()));
  }
}
