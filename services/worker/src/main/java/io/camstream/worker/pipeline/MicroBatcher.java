package io.camstream.worker.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Collects items into batches. A batch is released when it is full, or when its oldest item has
 * waited for the linger time.
 *
 * <p>Thread-safe: any number of threads may put and take. One batch is filled at a time, so that
 * two takers don't get half a batch each.
 */
final class MicroBatcher<T> {

  private final BlockingQueue<Waiting<T>> queue;
  private final Duration linger;
  private final LongSupplier nanoTime;
  private final ReentrantLock filling = new ReentrantLock(true);

  private record Waiting<T>(T item, long since) {}

  /**
   * @param capacity items that may wait; put blocks beyond that
   * @param linger longest time that an item waits for its batch to fill
   */
  public MicroBatcher(int capacity, Duration linger) {
    this(capacity, linger, System::nanoTime);
  }

  MicroBatcher(int capacity, Duration linger, LongSupplier nanoTime) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.linger = linger;
    this.nanoTime = nanoTime;
  }

  /** Adds an item; blocks while the queue is at capacity. */
  public void put(T item) throws InterruptedException {
    queue.put(new Waiting<>(item, nanoTime.getAsLong()));
  }

  /**
   * Takes the next batch, in the order of arrival; blocks until there is a first item.
   *
   * @param maxSize at least 1
   * @return 1 to {@code maxSize} items
   */
  public List<T> take(int maxSize) throws InterruptedException {
    filling.lockInterruptibly();
    try {
      Waiting<T> oldest = queue.take();
      List<T> batch = new ArrayList<>(maxSize);
      batch.add(oldest.item());
      while (batch.size() < maxSize) {
        long age = nanoTime.getAsLong() - oldest.since();
        // With no time left, this still takes items that are already waiting.
        Waiting<T> next = queue.poll(linger.toNanos() - age, TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        batch.add(next.item());
      }
      return batch;
    } finally {
      filling.unlock();
    }
  }

  /** Number of waiting items. */
  public int waiting() {
    return queue.size();
  }
}
