package io.camstream.benchmarks;

/**
 * One thing that is measured in every round.
 *
 * @param name of the thing and its setting, such as {@code engine, batch 8, 2 × 1}; equal names are
 *     the same measurement, which is made once a round however many goals need it
 */
public record Measurement(String name, Action action) {

  /** Does the work and returns its cost. */
  @FunctionalInterface
  public interface Action {
    Cost run() throws InterruptedException;
  }
}
