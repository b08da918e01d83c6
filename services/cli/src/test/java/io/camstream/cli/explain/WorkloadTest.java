package io.camstream.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {

  @ParameterizedTest(name = "{0} images, batches of {1}, {2} cores")
  @CsvSource({
    "1,   8, 4,  1, 1, 4",
    "2,   8, 4,  1, 2, 2",
    "6,   8, 2,  3, 2, 1",
    "100, 8, 4,  8, 4, 1",
    "3,   1, 8,  1, 3, 2",
    "9,   8, 1,  8, 1, 1"
  })
  void shouldKeepAllCoresBusy(
      int images, int maxBatchSize, int cores, int batchSize, int atOnce, int perOperation) {
    assertThat(Workload.of(images, maxBatchSize, cores))
        .isEqualTo(new Workload(batchSize, atOnce, perOperation));
  }

  @Test
  void shouldRefuseNumbersBelowOne() {
    assertThatThrownBy(() -> Workload.of(5, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--batch-size must be 1 or more, not 0");
    assertThatThrownBy(() -> Workload.of(5, 8, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--threads must be 1 or more, not -1");
  }
}
