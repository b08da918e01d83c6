package io.camstream.cli.explain;

/**
 * Distribution of work over cores. Several batches in parallel, each with one thread of the tensor
 * library, are faster than one batch with several threads. So batches are made smaller before cores
 * are left idle, and only the remaining cores are used within operations.
 *
 * @param batchSize images in one forward pass
 * @param batchesAtOnce batches in parallel, each on its own thread
 * @param threadsPerOperation threads of one tensor operation
 */
public record Workload(int batchSize, int batchesAtOnce, int threadsPerOperation) {

  /**
   * @param maxBatchSize upper limit of the batch size
   * @throws IllegalArgumentException if a number is less than one
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
