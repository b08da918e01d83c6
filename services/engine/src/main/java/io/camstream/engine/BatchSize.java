package io.camstream.engine;

/**
 * Limit on the images of a batch: the configured maximum, lowered when memory runs out.
 *
 * <p>The limit doubles again, up to the maximum, after 100 successful full batches in a row, since
 * what filled the memory may be gone. Thread-safe.
 */
final class BatchSize {

  private static final int BATCHES_UNTIL_GROWTH = 100;

  private final int largest;
  private int current;
  private int fullBatches;

  /**
   * @param largest images of a batch at most, at least 1
   */
  BatchSize(int largest) {
    if (largest < 1) {
      throw new IllegalArgumentException("a batch needs at least one image, not " + largest);
    }
    this.largest = largest;
    this.current = largest;
  }

  /** The limit now. */
  synchronized int current() {
    return current;
  }

  synchronized void succeeded(int images) {
    if (images < current || current == largest) {
      return;
    }
    fullBatches++;
    if (fullBatches >= BATCHES_UNTIL_GROWTH) {
      current = Math.min(largest, current * 2);
      fullBatches = 0;
    }
  }

  /**
   * Lowers the limit to half of a batch that ran out of memory.
   *
   * @param images of the batch, at least 2
   * @return the new limit
   */
  synchronized int outOfMemory(int images) {
    current = Math.min(current, Math.max(1, images / 2));
    fullBatches = 0;
    return current;
  }
}
