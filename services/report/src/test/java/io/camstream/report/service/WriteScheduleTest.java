package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.schemas.BatchProgress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteScheduleTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final BatchProgress GROWING = new BatchProgress(10L, 4L, 1L, 20L, null, "");
  private static final BatchProgress GROWN = new BatchProgress(12L, 5L, 1L, 23L, null, "");
  private static final BatchProgress COMPLETE = new BatchProgress(12L, 11L, 1L, 40L, null, "");

  private final WriteSchedule schedule =
      new WriteSchedule(Duration.ofSeconds(3), Duration.ofMillis(500));

  @Test
  void shouldWriteANewBatchAtOnce() {
    assertThat(schedule.due("plate", GROWING, 0)).isTrue();
  }

  @Test
  void shouldPauseWhileABatchGrows() {
    schedule.written("plate", GROWING, 0, 0);

    assertThat(schedule.due("plate", GROWN, 3 * SECOND - 1)).isFalse();
    assertThat(schedule.due("plate", GROWN, 3 * SECOND)).isTrue();
  }

  @Test
  void shouldNotWriteWhatHasNotChanged() {
    schedule.written("plate", GROWN, 0, 0);

    assertThat(schedule.due("plate", GROWN, 3_600 * SECOND)).isFalse();
    assertThat(schedule.current("plate", GROWN)).isTrue();
  }

  @Test
  void shouldWriteACompleteBatchSoon() {
    schedule.written("plate", GROWING, 0, 0);

    assertThat(schedule.due("plate", COMPLETE, SECOND / 2 - 1)).isFalse();
    assertThat(schedule.due("plate", COMPLETE, SECOND / 2)).isTrue();
  }

  @Test
  void shouldSpendAtMostATwentiethOfTheTimeOnAGrowingBatch() {
    schedule.written("plate", GROWING, 0, 10 * SECOND);

    assertThat(schedule.due("plate", GROWN, 199 * SECOND)).isFalse();
    assertThat(schedule.due("plate", GROWN, 200 * SECOND)).isTrue();
  }

  /** A batch looks complete whenever workers have caught up with ingest. */
  @Test
  void shouldNotSpendAllTimeOnALargeBatchThatIsCompleteAgainAndAgain() {
    schedule.written("plate", GROWING, 0, 10 * SECOND);

    assertThat(schedule.due("plate", COMPLETE, 29 * SECOND)).isFalse();
    assertThat(schedule.due("plate", COMPLETE, 30 * SECOND)).isTrue();
  }

  @Test
  void shouldRetryAFailureAfterAPauseThatDoublesUpToFiveSeconds() {
    long now = 0;
    for (long pause : new long[] {1, 2, 4, 5, 5}) {
      schedule.failed("plate", now);
      assertThat(schedule.due("plate", COMPLETE, now + pause * SECOND - 1)).isFalse();
      now += pause * SECOND;
      assertThat(schedule.due("plate", COMPLETE, now)).isTrue();
    }
  }

  @Test
  void shouldForgetFailuresAfterASuccess() {
    schedule.failed("plate", 0);
    schedule.failed("plate", SECOND);
    schedule.written("plate", GROWING, 3 * SECOND, 3 * SECOND);

    assertThat(schedule.due("plate", GROWN, 6 * SECOND)).isTrue();
  }

  @Test
  void shouldWriteABatchAnewThatComesBackFromAnotherProcess() {
    schedule.written("plate", COMPLETE, 0, 0);
    schedule.keepOnly(Set.of());

    assertThat(schedule.due("plate", COMPLETE, 1)).isTrue();
  }

  @Test
  void shouldWaitUntilAGrowingBatchHasGrownByAnEighth() {
    schedule.written("plate", progress(20_000, 8_000), 0, 0);

    assertThat(schedule.due("plate", progress(20_000, 8_999), 60 * SECOND)).isFalse();
    assertThat(schedule.due("plate", progress(20_000, 9_000), 60 * SECOND)).isTrue();
    assertThat(schedule.due("plate", progress(20_000, 8_001), 600 * SECOND)).isTrue();
  }

  @Test
  void shouldSpendAtMostATwentiethOfTheTimeOnATrickleIntoALargeBatch() {
    schedule.written("plate", progress(8_000, 8_000), 0, 10 * SECOND);

    assertThat(schedule.due("plate", progress(8_001, 8_001), 199 * SECOND)).isFalse();
    assertThat(schedule.due("plate", progress(8_001, 8_001), 200 * SECOND)).isTrue();
  }

  private static BatchProgress progress(long discovered, long explained) {
    return new BatchProgress(discovered, explained, 0L, explained, null, "");
  }
}
