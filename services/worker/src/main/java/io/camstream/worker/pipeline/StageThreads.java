package io.camstream.worker.pipeline;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named threads of the pipeline's stages. */
final class StageThreads {

  private StageThreads() {}

  /**
   * Creates a pool of a fixed size. Its queue needs no bound, since the limit on images in flight
   * bounds it.
   */
  static ThreadPoolExecutor pool(String stage, int threads) {
    return new ThreadPoolExecutor(
        threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(stage));
  }

  static ThreadFactory factory(String stage) {
    AtomicInteger number = new AtomicInteger();
    return runnable -> {
      Thread thread =
          new Thread(runnable, "camstream-worker-" + stage + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
