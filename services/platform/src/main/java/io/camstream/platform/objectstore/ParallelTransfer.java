package io.camstream.platform.objectstore;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs an action for many objects with bounded parallelism. */
public final class ParallelTransfer {
  private static final int THREADS = 4;
  private static final long END_LIMIT_SECONDS = 10;

  private ParallelTransfer() {}

  /**
   * Runs the action for all items. The first failure ends the transfer and is thrown.
   *
   * @param items read by one thread at a time
   */
  public static <T> void forEach(Iterator<T> items, Consumer<T> action)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, ParallelTransfer::thread);
    try {
      List<Future<?>> parts =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(part -> threads.submit(() -> work(items, action)))
              .toList();
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static <T> void work(Iterator<T> items, Consumer<T> action) {
    for (T item = next(items); item != null; item = next(items)) {
      action.accept(item);
    }
  }

  /** Null if no item is left, or the transfer is ending. */
  private static <T> T next(Iterator<T> items) {
    synchronized (items) {
      return !Thread.currentThread().isInterrupted() && items.hasNext() ? items.next() : null;
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "object-transfer");
    thread.setDaemon(true);
    return thread;
  }
}
