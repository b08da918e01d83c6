package io.camstream.ingest.bucket;

import io.camstream.platform.error.Backoff;
import io.camstream.platform.objectstore.CreatedKeys;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of new objects that the store tells of, where it does. They are hints: listings remain the
 * truth. A listing is asked for whenever the store begins to tell, since nobody knows what it did
 * not tell before, and whenever more is told than is kept here. Thread-safe.
 */
public final class Hints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
  private static final int KEPT = 10_000;
  private static final int TAKEN_AT_ONCE = 500;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final BlockingQueue<String> keys = new LinkedBlockingQueue<>(KEPT);
  private final AtomicBoolean listingDue = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean told;
  private boolean silenceLogged;

  private Hints() {}

  /**
   * Begins to listen, in a thread of its own, for as long as it is not closed.
   *
   * @param store stays the caller's to close
   */
  public static Hints listen(ObjectStore store, String bucket) {
    Hints hints = new Hints();
    Thread thread =
        new Thread(() -> hints.run(() -> store.listen(bucket)), "camstream-ingest-hints");
    thread.setDaemon(true);
    thread.start();
    return hints;
  }

  /** Hints that never come. */
  public static Hints none() {
    return new Hints();
  }

  /**
   * Waits for the next keys, each once; none if none come within the limit.
   *
   * @param limit of waiting for the first
   */
  public Set<String> await(Duration limit) throws InterruptedException {
    String first = keys.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return Set.of();
    }
    Set<String> taken = new LinkedHashSet<>(List.of(first));
    keys.drainTo(taken, TAKEN_AT_ONCE);
    return taken;
  }

  /** Whether objects may have been created untold since this was asked last. */
  public boolean isListingDue() {
    return listingDue.getAndSet(false);
  }

  private void run(Supplier<Optional<CreatedKeys>> connection) {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    try {
      boolean usable = true;
      while (usable && !isClosed()) {
        usable =
            listenOnce(connection, backoff)
                && !closed.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens until the connection is lost; whether to try again. */
  private boolean listenOnce(Supplier<Optional<CreatedKeys>> connection, Backoff backoff) {
    try {
      Optional<CreatedKeys> created = connection.get();
      if (created.isEmpty()) {
        LOG.info("The store does not tell of new objects; listings find them");
        return false;
      }
      take(created.get(), backoff);
    } catch (StoreDeniedException e) {
      LOG.info("The store refuses to tell of new objects; listings find them: {}", e.getMessage());
      return false;
    } catch (StoreException e) {
      lost(e);
    }
    return true;
  }

  private void take(CreatedKeys created, Backoff backoff) {
    try (created) {
      while (!isClosed()) {
        List<String> next = created.next();
        heard();
        backoff.reset();
        for (String key : next) {
          if (!keys.offer(key)) {
            listingDue.set(true);
          }
        }
      }
    }
  }

  private void heard() {
    if (!told) {
      told = true;
      silenceLogged = false;
      listingDue.set(true);
      LOG.info("The store tells of new objects at once");
    }
  }

  private void lost(StoreException cause) {
    told = false;
    if (!silenceLogged && !isClosed()) {
      silenceLogged = true;
      LOG.info(
          "The store does not tell of new objects now; listings find them: {}", cause.getMessage());
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /**
   * Ends the listening, as soon as the store tells that it is there or has been silent too long.
   */
  @Override
  public void close() {
    closed.countDown();
  }
}
