package io.camstream.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Records of one image in the topics. Not thread-safe. */
final class ImageTrace {
  private final Set<String> etags = new TreeSet<>();
  private final List<Instant> references = new ArrayList<>();
  private final List<Instant> outcomes = new ArrayList<>();
  private Optional<Instant> remembered = Optional.empty();
  private boolean explained;
  private boolean failed;

  void reference(String etag, Instant discoveredAt) {
    etags.add(etag);
    references.add(discoveredAt);
  }

  void explanation(String etag, Instant discoveredAt) {
    etags.add(etag);
    outcomes.add(discoveredAt);
    explained = true;
  }

  void failure(String etag, Instant discoveredAt) {
    etags.add(etag);
    outcomes.add(discoveredAt);
    failed = true;
  }

  void explanationsForgotten() {
    explained = false;
  }

  void failuresForgotten() {
    failed = false;
  }

  /**
   * @param discoveredAt of the version that ingest remembers to have published; empty if of none
   */
  void remembered(Optional<Instant> discoveredAt) {
    remembered = discoveredAt;
  }

  /** ETags of all versions that records name. */
  Set<String> etags() {
    return etags;
  }

  /** Discovery time of its newest version. */
  Instant newest() {
    Instant newest = remembered.orElse(Instant.EPOCH);
    for (List<Instant> times : List.of(references, outcomes)) {
      for (Instant time : times) {
        newest = time.isAfter(newest) ? time : newest;
      }
    }
    return newest;
  }

  boolean isExplained() {
    return explained;
  }

  boolean isFailed() {
    return failed;
  }

  /** True if a reset would delete records of it. */
  boolean isKnown(Instant forgottenUntil) {
    return remembered.isPresent() || explained || failed || isUnderWay(forgottenUntil);
  }

  /**
   * True if a reference has no outcome yet. References and outcomes are counted, since a version
   * that failed and was republished has an outcome too.
   *
   * @param forgottenUntil of an earlier reset
   */
  boolean isUnderWay(Instant forgottenUntil) {
    return after(references, forgottenUntil) > after(outcomes, forgottenUntil);
  }

  private static long after(List<Instant> times, Instant limit) {
    return times.stream().filter(time -> time.isAfter(limit)).count();
  }
}
