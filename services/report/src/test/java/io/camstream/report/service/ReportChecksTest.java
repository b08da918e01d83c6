package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportChecksTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final WrittenReport PLATE = new WrittenReport("plate", 1, Map.of("key", "etag"));

  private final ReportChecks checks =
      new ReportChecks(Duration.ofSeconds(30), Duration.ofMinutes(2));

  @Test
  void shouldLookAtAReportOnceInAnInterval() {
    checks.written(PLATE, 0);

    assertThat(checks.due(30 * SECOND - 1)).isEmpty();
    assertThat(checks.due(30 * SECOND)).containsExactly(PLATE);
    assertThat(checks.due(31 * SECOND)).isEmpty();
    assertThat(checks.due(60 * SECOND)).containsExactly(PLATE);
  }

  @Test
  void shouldLookAtTheNewestReportOfABatchOnly() {
    WrittenReport newer = new WrittenReport("plate", 1, Map.of("key", "other"));
    checks.written(PLATE, 0);
    checks.written(newer, SECOND);

    assertThat(checks.due(31 * SECOND)).containsExactly(newer);
  }

  @Test
  void shouldStopLookingAtAnOldReport() {
    checks.written(PLATE, 0);

    assertThat(checks.due(121 * SECOND)).isEmpty();
  }

  @Test
  void shouldForgetBatchesOfOtherProcesses() {
    checks.written(PLATE, 0);
    checks.keepOnly(Set.of("other"));

    assertThat(checks.due(30 * SECOND)).isEmpty();
  }
}
