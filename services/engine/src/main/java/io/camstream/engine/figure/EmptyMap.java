package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import java.util.List;

/** Says why a map has nothing to draw. */
final class EmptyMap {

  private EmptyMap() {}

  /** Lines for people; none where there is something to draw. */
  static List<String> reason(FinalMap map) {
    if (map.nil()) {
      return List.of("Nil by mathematics:", "only rounding noise here");
    }
    return map.empty() ? List.of("No positive evidence") : List.of();
  }
}
