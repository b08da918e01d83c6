package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The durable buffer of one partition: every image that was consumed and has no outcome yet. The
 * changelog of the state store preserves it across crashes and rebalances.
 *
 * <pre>
 *             begin                 commit
 *  waiting ──────────> begun ──────────────────> running ────> gone, with the outcome forwarded
 *     ^      attempt          attempt is durable
 *     └── everything that a new owner of the partition finds in the state store
 * </pre>
 *
 * <p>An image may crash the process. Therefore its attempt is counted in the state store, and
 * processing starts only when that is committed: otherwise such an image would crash one worker
 * after the other.
 *
 * <p>Not thread-safe: used by one stream thread.
 */
final class ImageBuffer {

  private final KeyValueStore<Long, PendingImage> store;
  private final CommitCycle cycle;
  private final Attempts attempts;
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Deque<Begun> begun = new ArrayDeque<>();

  private record Begun(Buffered image, long written) {}

  ImageBuffer(KeyValueStore<Long, PendingImage> store, CommitCycle cycle, Attempts attempts) {
    this.store = store;
    this.cycle = cycle;
    this.attempts = attempts;
    try (KeyValueIterator<Long, PendingImage> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Long, PendingImage> entry = all.next();
        waiting.add(entry.key);
      }
    }
  }

  /** Adds a waiting image. */
  void add(Buffered image) {
    store.put(image.offset(), image.image());
    waiting.add(image.offset());
  }

  /** Number of waiting images. */
  int waiting() {
    return waiting.size();
  }

  /**
   * Removes the image that waits longest from the waiting ones; there must be one. An attempt that
   * ended in a rebalance is no longer counted.
   */
  Buffered takeWaiting() {
    long offset = waiting.remove();
    PendingImage found = store.get(offset);
    PendingImage judged = attempts.judged(found);
    if (judged != found) {
      store.put(offset, judged);
    }
    return new Buffered(offset, judged);
  }

  /** Counts an attempt; {@link #takeDurable} returns the image when that is committed. */
  void begin(Buffered image) {
    Buffered counted = countAttempt(image);
    begun.add(new Begun(counted, cycle.attemptWritten()));
  }

  /** Number of images whose attempt waits for a commit. */
  int begun() {
    return begun.size();
  }

  /** Takes the images whose attempt is durable, in the order in which they were started. */
  List<Buffered> takeDurable() {
    List<Buffered> durable = new ArrayList<>();
    while (!begun.isEmpty() && cycle.durable(begun.peek().written())) {
      durable.add(begun.remove().image());
    }
    return durable;
  }

  /** Writes the image with one more attempt. */
  Buffered countAttempt(Buffered image) {
    PendingImage counted = attempts.counted(image.image());
    store.put(image.offset(), counted);
    return new Buffered(image.offset(), counted);
  }

  /**
   * Reverts the attempts at started images that won't be finished by this worker.
   *
   * @return images whose attempt was not durable yet
   */
  int giveBackBegun() {
    int waitedForCommit = begun.size();
    begun.forEach(image -> giveBack(image.image().offset()));
    begun.clear();
    return waitedForCommit;
  }

  /**
   * Reverts this run's attempt at an image that won't be finished by this worker, if there is one.
   */
  void giveBack(long offset) {
    replace(offset, attempts::givenBack);
  }

  /** Leaves this run's attempt at an image that it could not finish. */
  void keepAttempt(long offset) {
    replace(offset, attempts::kept);
  }

  private void replace(long offset, UnaryOperator<PendingImage> change) {
    PendingImage image = store.get(offset);
    PendingImage changed = change.apply(image);
    if (changed != image) {
      store.put(offset, changed);
    }
  }

  /** Removes an image whose outcome was forwarded. */
  void remove(long offset) {
    store.delete(offset);
  }
}
