package io.camstream.worker.topology;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the images in flight of a JVM, over all of its partitions. Thread-safe.
 *
 * <p>A partition may exceed the limit by one image, so that busy partitions can't starve another.
 */
final class InFlightLimit {

  private final int places;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private int taken;

  /**
   * @param places the limit, at least 1
   */
  InFlightLimit(int places) {
    this.places = places;
  }

  /**
   * Takes a place.
   *
   * @param evenIfFull whether to exceed the limit
   * @return whether a place was taken
   */
  boolean take(boolean evenIfFull) {
    lock.lock();
    try {
      if (taken >= places && !evenIfFull) {
        return false;
      }
      taken++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Releases a place. */
  void release() {
    lock.lock();
    try {
      taken--;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no place is taken, or the timeout elapses.
   *
   * @return whether no place is taken
   */
  boolean awaitNone(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (taken > 0 && left > 0) {
        left = freed.awaitNanos(left);
      }
      return taken == 0;
    } finally {
      lock.unlock();
    }
  }

  int taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
