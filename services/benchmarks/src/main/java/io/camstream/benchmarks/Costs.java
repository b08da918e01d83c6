package io.camstream.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What all measurements cost, round by round. Not thread-safe. */
public final class Costs {

  private final Map<String, List<Cost>> byName = new LinkedHashMap<>();
  private final Map<String, Integer> rounds = new LinkedHashMap<>();

  /** Makes a measurement, unless it has been made in this round. */
  void measure(int round, Measurement measurement) throws InterruptedException {
    Integer last = rounds.get(measurement.name());
    if (last == null || last < round) {
      add(measurement.name(), measurement.action().run());
      rounds.put(measurement.name(), round);
    }
  }

  void add(String name, Cost cost) {
    byName.computeIfAbsent(name, n -> new ArrayList<>()).add(cost);
  }

  /** A figure of a measurement over the rounds; empty if it was never made. */
  Optional<Spread> spread(String name, ToDoubleFunction<Cost> figure) {
    return Optional.ofNullable(byName.get(name))
        .map(costs -> Spread.of(costs.stream().map(figure::applyAsDouble).toList()));
  }

  /** All measurements that were made, in the order of the first round. */
  public Map<String, List<Cost>> all() {
    return byName;
  }
}
