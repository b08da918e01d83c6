package io.camstream.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How work is spread over the processors.
 *
 * @param batch images in one pass
 * @param workers that work side by side
 * @param threads of one tensor operation
 */
record Setting(int batch, int workers, int threads) {

  private static final List<Integer> BATCHES = List.of(1, 4, 8);

  /** One worker a processor, and one worker with all of them, with each batch size. */
  static List<Setting> all(int processors) {
    return BATCHES.stream().flatMap(batch -> spread(batch, processors)).toList();
  }

  static Stream<Setting> spread(int batch, int processors) {
    return IntStream.of(processors, 1)
        .distinct()
        .mapToObj(workers -> new Setting(batch, workers, processors / workers));
  }

  String text() {
    return "batch %d, %d × %d".formatted(batch, workers, threads);
  }
}
