package io.camstream.benchmarks;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure, and with what.
 *
 * @param images folder of the sample images
 * @param peer a Python with torch, transformers and grad-cam
 * @param peerScript what it runs
 * @param rounds how often each measurement is made, unless its goal needs fewer
 * @param only ids of the goals; empty for all
 * @param takeLong whether goals that take long are measured too
 * @param files folder for the files that are made of images while that is measured
 */
public record BenchRequest(
    Path images,
    Optional<String> peer,
    Path peerScript,
    int rounds,
    Set<String> only,
    boolean takeLong,
    Path files) {

  public BenchRequest {
    only = Set.copyOf(only);
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds must be 1 or more, not " + rounds);
    }
    for (String id : only) {
      if (!Goals.IDS.contains(id)) {
        throw new IllegalArgumentException(
            "there is no goal '%s'; goals are %s".formatted(id, String.join(", ", Goals.IDS)));
      }
    }
  }

  boolean wants(Goal goal) {
    return only.isEmpty() ? takeLong || !goal.takesLong() : only.contains(goal.id());
  }
}
