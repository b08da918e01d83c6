package io.camstream.engine;

/**
 * How work is spread over a machine. Several callers with one thread each are faster than one
 * caller with several threads (docs/adr/0015).
 *
 * @param batchSize images in one pass
 * @param callers that call the engine side by side
 * @param threads of one tensor operation
 */
public record EngineSetting(int batchSize, int callers, int threads) {

  private static final int BEST_BATCH = 8;

  /**
   * The fastest setting that fits into memory. Where it is short, batches get smaller first, and
   * then there are fewer callers, each with more threads.
   *
   * @param batchSize what the user wants; 0 to choose it
   * @param callers what the user wants; 0 to choose it
   */
  public static EngineSetting choose(EngineFacts facts, int batchSize, int callers) {
    long images = Math.max(1, facts.activationBytes() / Math.max(1, facts.bytesOfImage()));
    int wanted = callers > 0 ? callers : (int) Math.min(facts.processors(), images);
    int batch =
        batchSize > 0 ? batchSize : (int) Math.min(BEST_BATCH, Math.max(1, images / wanted));
    return new EngineSetting(batch, wanted, Math.max(1, facts.processors() / wanted));
  }

  /** Such as {@code batches of 8, 2 at once, 1 thread each}. */
  public String text() {
    return "batches of %d, %d at once, %d thread%s each"
        .formatted(batchSize, callers, threads, threads == 1 ? "" : "s");
  }
}
