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
 * Gathers items into batches. A batch leaves when it is full, or when its oldest item has waited
 * long enough; so the last items before a silence leave too.
 *
 * <p>Thread-safe: any number of threads may put and take. Batches are filled one after the other,
 * so that two takers don't leave with half a batch each.
 */
public final class MicroBatcher<T> {

  private final BlockingQueue<Waiting<T>> queue;
  private final Duration linger;
  private final LongSupplier nanoTime;
  private final ReentrantLock filling = new ReentrantLock(true);

  private record Waiting<T>(T item, long since) {}

  /**
   * @param capacity items that may wait; more block the one who puts
   * @param linger longest time that an item waits for others to join it
   */
  public MicroBatcher(int capacity, Duration linger) {
    this(capacity, linger, System::nanoTime);
  }

  MicroBatcher(int capacity, Duration linger, LongSupplier nanoTime) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.linger = linger;
    this.nanoTime = nanoTime;
  }

  /** Adds an item; waits while as many as the capacity are waiting. */
  public void put(T item) throws InterruptedException {
    queue.put(new Waiting<>(item, nanoTime.getAsLong()));
  }

  /**
   * The next batch, in the order of arrival; waits for its first item as long as it takes.
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
        // Without time left this still takes what is waiting already.
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

  /** Items that wait to be taken. */
  public int waiting() {
    return queue.size();
  }
}
