package io.camstream.benchmarks;

import java.util.List;

/** Something that should be fast enough: what is measured for it, and what should come out. */
public interface Goal {

  /** One letter, for the option {@code --only}. */
  String id();

  String title();

  /** What a round measures. Measurements of several goals alternate within a round. */
  List<Measurement> measurements();

  /** What came out. */
  BenchFinding finding(Costs costs);

  /** Rounds that are enough; what takes minutes is not repeated as often as what takes seconds. */
  default int mostRounds() {
    return Integer.MAX_VALUE;
  }

  /** Whether it takes so long that it is only measured when asked for. */
  default boolean takesLong() {
    return false;
  }
}
