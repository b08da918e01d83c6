package io.camstream.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;

/** Repeats work on several threads at once until a time is over. */
final class SideBySide {

  private SideBySide() {}

  private record Run(long images, double seconds) {}

  /**
   * Measures after one repetition a thread that does not count.
   *
   * @param work receives the number of its thread and returns the number of images processed
   */
  static Cost measure(int workers, Duration time, IntToLongFunction work)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    CountDownLatch warm = new CountDownLatch(workers);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<Run>> runs = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int number = worker;
        runs.add(
            threads.submit(
                () -> {
                  repeat(number, Duration.ZERO, work);
                  warm.countDown();
                  go.await();
                  return repeat(number, time, work);
                }));
      }
      awaitWarm(warm, runs);
      double cpu = BenchProcessorTime.ofThisProcess();
      go.countDown();
      return cost(runs, cpu);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitWarm(CountDownLatch warm, List<Future<Run>> runs)
      throws InterruptedException {
    while (!warm.await(100, TimeUnit.MILLISECONDS)) {
      for (Future<Run> run : runs) {
        if (run.isDone()) {
          result(run);
        }
      }
    }
  }

  private static Run repeat(int number, Duration time, IntToLongFunction work) {
    long images = 0;
    long start = System.nanoTime();
    long end = start + time.toNanos();
    do {
      images += work.applyAsLong(number);
    } while (System.nanoTime() < end);
    return new Run(images, (System.nanoTime() - start) / 1e9);
  }

  private static Cost cost(List<Future<Run>> runs, double cpuBefore) throws InterruptedException {
    long images = 0;
    double rate = 0;
    for (Future<Run> future : runs) {
      Run run = result(future);
      images += run.images();
      rate += run.images() / run.seconds();
    }
    return new Cost(images, 1e3 / rate, (BenchProcessorTime.ofThisProcess() - cpuBefore) / images);
  }

  private static Run result(Future<Run> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
