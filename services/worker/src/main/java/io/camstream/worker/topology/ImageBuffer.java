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
 * The durable buffer of one partition: every image that was taken from the topic and has no outcome
 * yet. The store's changelog keeps it through crashes and hand-overs.
 *
 * <pre>
 *             begin                 commit
 *  waiting ──────────> begun ──────────────────> running ────> gone, with the outcome forwarded
 *     ^      attempt          attempt is durable
 *     └── everything that a new owner of the partition finds in the store
 * </pre>
 *
 * <p>An image may kill the process. Therefore its attempt is counted in the store, and work on it
 * begins only when that is committed: otherwise such an image would kill one worker after the
 * other.
 *
 * <p>Not thread-safe: belongs to a stream thread.
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

  /** Adds an image that waits. */
  void add(Buffered image) {
    store.put(image.offset(), image.image());
    waiting.add(image.offset());
  }

  /** Images that wait to be begun. */
  int waiting() {
    return waiting.size();
  }

  /**
   * Takes the image that waits longest; there must be one. An attempt that ended because the image
   * was handed over does not count any more.
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

  /** Counts an attempt; the image is handed out by {@link #takeDurable} when that is committed. */
  void begin(Buffered image) {
    Buffered counted = countAttempt(image);
    begun.add(new Begun(counted, cycle.attemptWritten()));
  }

  /** Images whose attempt waits for a commit. */
  int begun() {
    return begun.size();
  }

  /** Takes the images whose attempt is durable, in the order in which they were begun. */
  List<Buffered> takeDurable() {
    List<Buffered> durable = new ArrayList<>();
    while (!begun.isEmpty() && cycle.durable(begun.peek().written())) {
      durable.add(begun.remove().image());
    }
    return durable;
  }

  /** Writes the image with one attempt more. */
  Buffered countAttempt(Buffered image) {
    PendingImage counted = attempts.counted(image.image());
    store.put(image.offset(), counted);
    return new Buffered(image.offset(), counted);
  }

  /**
   * Takes back the attempts at images that are begun and won't be finished here.
   *
   * @return images whose attempt still waited for a commit
   */
  int giveBackBegun() {
    int waitedForCommit = begun.size();
    begun.forEach(image -> giveBack(image.image().offset()));
    begun.clear();
    return waitedForCommit;
  }

  /** Takes back this run's attempt at an image that won't be finished here, if it has made one. */
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

  /** Forgets an image, because its outcome is forwarded. */
  void remove(long offset) {
    store.delete(offset);
  }
}
