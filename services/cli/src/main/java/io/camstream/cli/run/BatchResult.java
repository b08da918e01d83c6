package io.camstream.cli.run;

/**
 * Counts of one batch.
 *
 * @param discovered images found by ingest
 * @param labelled explained images whose true class is known
 * @param correct labelled images whose predicted class is the true one
 */
public record BatchResult(
    String batch, long discovered, long explained, long failed, long labelled, long correct) {
  static BatchResult empty(String batch) {
    return new BatchResult(batch, 0, 0, 0, 0, 0);
  }

  BatchResult plusDiscovered() {
    return new BatchResult(batch, discovered + 1, explained, failed, labelled, correct);
  }

  BatchResult plusFailed() {
    return new BatchResult(batch, discovered, explained, failed + 1, labelled, correct);
  }

  BatchResult plusExplained(boolean hasLabel, boolean hit) {
    return new BatchResult(
        batch,
        discovered,
        explained + 1,
        failed,
        labelled + (hasLabel ? 1 : 0),
        correct + (hit ? 1 : 0));
  }

  /** Adds the counts of another batch, under a new name. */
  public BatchResult plus(BatchResult other, String name) {
    return new BatchResult(
        name,
        discovered + other.discovered,
        explained + other.explained,
        failed + other.failed,
        labelled + other.labelled,
        correct + other.correct);
  }
}
