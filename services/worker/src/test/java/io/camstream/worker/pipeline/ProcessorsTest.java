package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessorsTest {

  private final Processors processors = new Processors(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger computing = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void shouldLetNoMoreComputeAtOnceThanThereAreProcessors() {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      int count = 1 + i % 2;
      threads.submit(
          () -> {
            processors.use(
                count,
                () -> {
                  most.accumulateAndGet(computing.addAndGet(count), Math::max);
                  Thread.yield();
                  computing.addAndGet(-count);
                  return null;
                });
            return done.incrementAndGet();
          });
    }

    await().until(() -> done.get() == 200);
    assertThat(most).hasValue(2);
  }

  @Test
  void shouldKeepNobodyWaitingWhoComputesElsewhere() throws Exception {
    threads.submit(() -> processors.use(2, this::computeUntilTold));
    await().until(() -> computing.get() == 1);

    assertThat(processors.<String, RuntimeException>use(0, () -> "elsewhere"))
        .isEqualTo("elsewhere");
    gate.countDown();
  }

  private boolean computeUntilTold() throws InterruptedException {
    computing.incrementAndGet();
    gate.await();
    return true;
  }

  @Test
  void shouldGiveTheProcessorsBackAfterAFailure() throws Exception {
    Processors.Computation<String, IOException> failing =
        () -> {
          throw new IOException("broken");
        };
    assertThatThrownBy(() -> processors.use(2, failing)).hasMessage("broken");

    assertThat(processors.<String, RuntimeException>use(2, () -> "next")).isEqualTo("next");
  }
}
