package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingTest {

  private static final long GB = 1L << 30;

  @ParameterizedTest(name = "{0} processors, {1} GB, heap {2} GB, input {3}, width {4}")
  @CsvSource({
    // A Tiny needs 19 MB an image.
    "2,  8,  2, 224, 96,  8, 2,  1",
    "1,  8,  2, 224, 96,  8, 1,  1",
    "64, 64, 16, 224, 96, 8, 64, 1",
    // Half a gigabyte: batches get smaller.
    "8,  2,  1, 224, 96,  3, 8,  1",
    // Large inputs, wide model: 312 MB an image.
    "16, 16, 4, 512, 352, 1, 11, 1",
    "16, 4,  1, 512, 352, 1, 2,  8",
    // The heap may take all memory: one image after the other.
    "4,  2,  2, 224, 96,  1, 1,  4"
  })
  void shouldFitIntoMemory(
      int processors,
      long memory,
      long heap,
      int side,
      int width,
      int batch,
      int callers,
      int threads) {
    EngineFacts facts = EngineFacts.of(processors, memory * GB, heap * GB, side, 4, width);

    assertThat(EngineSetting.choose(facts, 0, 0))
        .isEqualTo(new EngineSetting(batch, callers, threads));
  }

  @Test
  void shouldDoWhatTheUserWants() {
    EngineFacts facts = EngineFacts.of(8, 4 * GB, GB, 224, 4, 96);

    assertThat(EngineSetting.choose(facts, 32, 2)).isEqualTo(new EngineSetting(32, 2, 4));
    assertThat(EngineSetting.choose(facts, 32, 0)).isEqualTo(new EngineSetting(32, 8, 1));
    assertThat(EngineSetting.choose(facts, 0, 1)).isEqualTo(new EngineSetting(8, 1, 8));
  }
}
