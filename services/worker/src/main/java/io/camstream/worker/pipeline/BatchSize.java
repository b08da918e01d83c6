package io.camstream.worker.pipeline;

/**
 * How many images a batch may have: as many as the settings say, fewer after memory ran out.
 *
 * <p>After a hundred full batches in a row without trouble it doubles again, up to the setting,
 * because what filled the memory may be gone. Thread-safe.
 */
public final class BatchSize {

  private static final int BATCHES_UNTIL_GROWTH = 100;

  private final int largest;
  private int current;
  private int fullBatches;

  /**
   * @param largest images of a batch at most, at least 1
   */
  public BatchSize(int largest) {
    if (largest < 1) {
      throw new IllegalArgumentException("a batch needs at least one image, not " + largest);
    }
    this.largest = largest;
    this.current = largest;
  }

  /** Images that the next batch may have. */
  public synchronized int current() {
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
   * Notes that memory ran out.
   *
   * @param images of the batch, at least 2
   * @return what a batch may have from now on
   */
  synchronized int outOfMemory(int images) {
    current = Math.min(current, Math.max(1, images / 2));
    fullBatches = 0;
    return current;
  }
}
