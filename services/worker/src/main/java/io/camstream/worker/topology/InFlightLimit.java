package io.camstream.worker.topology;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many images of a JVM may be in flight, over all of its partitions. Thread-safe.
 *
 * <p>A partition may have one image in flight even when all places are taken: otherwise busy
 * partitions could starve another for ever.
 */
final class InFlightLimit {

  private final int places;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private int taken;

  /**
   * @param places at least 1
   */
  InFlightLimit(int places) {
    this.places = places;
  }

  /**
   * Takes a place.
   *
   * @param evenIfFull whether to take one beyond the limit
   * @return whether there is one
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

  /** Gives a place back. */
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
   * Waits until no place is taken, or the time is over.
   *
   * @return whether none is taken
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
