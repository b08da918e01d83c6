package io.camstream.engine.audit;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The smallest set of places that holds half of a map's heat. */
final class HotRegion {

  private static final double SHARE = 0.5;

  private HotRegion() {}

  /**
   * @param heat a final map on the grid, with some heat in it; of equally hot places the first come
   *     first
   */
  static BitSet of(float[] heat) {
    double total = 0;
    for (float value : heat) {
      total += value;
    }
    BitSet hot = new BitSet(heat.length);
    double sum = 0;
    for (int i :
        IntStream.range(0, heat.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -heat[i]))
            .mapToInt(Integer::intValue)
            .toArray()) {
      if (sum >= SHARE * total) {
        break;
      }
      hot.set(i);
      sum += heat[i];
    }
    return hot;
  }
}
