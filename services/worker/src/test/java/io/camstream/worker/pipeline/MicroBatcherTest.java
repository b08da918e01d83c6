package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MicroBatcherTest {

  private static final Duration FOREVER = Duration.ofHours(1);

  @Test
  void shouldEmitFullBatchWithoutWaiting() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(10, FOREVER);
    put(batcher, 1, 2, 3, 4, 5);

    assertThat(batcher.take(2)).containsExactly(1, 2);
    assertThat(batcher.take(3)).containsExactly(3, 4, 5);
  }

  @Test
  void shouldEmitTailBatchWhenNoMoreItemsArrive() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(10, Duration.ofMillis(20));
    put(batcher, 1, 2, 3);

    assertThat(batcher.take(8)).containsExactly(1, 2, 3);
  }

  @Test
  void shouldMeasureAgeFromTheArrivalOfTheOldestItem() throws Exception {
    AtomicLong now = new AtomicLong();
    MicroBatcher<Integer> batcher = new MicroBatcher<>(10, FOREVER, now::get);
    put(batcher, 1, 2);
    now.set(FOREVER.toNanos());

    assertThat(batcher.take(8)).containsExactly(1, 2);
  }

  @Test
  void shouldTakeAllThatWaitsEvenWhenTheOldestIsOverdue() throws Exception {
    AtomicLong now = new AtomicLong();
    MicroBatcher<Integer> batcher = new MicroBatcher<>(10, Duration.ZERO, now::get);
    put(batcher, 1, 2, 3, 4);
    now.set(TimeUnit.MINUTES.toNanos(5));

    assertThat(batcher.take(3)).containsExactly(1, 2, 3);
    assertThat(batcher.take(3)).containsExactly(4);
  }

  @Test
  void shouldFillOneBatchBeforeTheNextWhenTwoTakersWait() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(10, FOREVER);
    CompletableFuture<List<Integer>> first = takeLater(batcher, 2);
    CompletableFuture<List<Integer>> second = takeLater(batcher, 2);

    put(batcher, 1, 2);
    assertThat(CompletableFuture.anyOf(first, second).get()).isEqualTo(List.of(1, 2));

    put(batcher, 3, 4);
    assertThat(List.of(first.get(), second.get()))
        .containsExactlyInAnyOrder(List.of(1, 2), List.of(3, 4));
  }

  @Test
  void shouldBlockTheProducerWhenFull() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(2, Duration.ZERO);
    put(batcher, 1, 2);
    CompletableFuture<Void> third = CompletableFuture.runAsync(() -> put(batcher, 3));

    assertThat(third).isNotCompleted();
    assertThat(batcher.take(1)).containsExactly(1);
    third.get();
    assertThat(batcher.waiting()).isEqualTo(2);
  }

  private static CompletableFuture<List<Integer>> takeLater(MicroBatcher<Integer> batcher, int n) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return batcher.take(n);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        runnable -> new Thread(runnable).start());
  }

  private static void put(MicroBatcher<Integer> batcher, Integer... items) {
    try {
      for (Integer item : items) {
        batcher.put(item);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
