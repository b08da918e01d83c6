package io.camstream.cli.explain;

/**
 * How work is spread over cores. Several batches at once, each with one thread of the tensor
 * library, are faster than one batch with several threads; so batches are made smaller before cores
 * are left idle, and only what is left of the cores goes into single operations.
 *
 * @param batchSize images in one pass
 * @param batchesAtOnce each on its own thread
 * @param threadsPerOperation of the tensor library
 */
public record Workload(int batchSize, int batchesAtOnce, int threadsPerOperation) {

  /**
   * @param maxBatchSize that the user allows
   * @throws IllegalArgumentException if there is nothing to spread or to spread it over
   */
  public static Workload of(int images, int maxBatchSize, int cores) {
    if (maxBatchSize < 1) {
      throw new IllegalArgumentException("--batch-size must be 1 or more, not " + maxBatchSize);
    }
    if (cores < 1) {
      throw new IllegalArgumentException("--threads must be 1 or more, not " + cores);
    }
    int batchSize = Math.max(1, Math.min(maxBatchSize, (images + cores - 1) / cores));
    int batches = Math.max(1, (images + batchSize - 1) / batchSize);
    int atOnce = Math.min(cores, batches);
    return new Workload(batchSize, atOnce, Math.max(1, cores / atOnce));
  }
}
