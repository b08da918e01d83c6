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
 * Queue of bucket notifications. A notification only triggers an early lookup; the periodic listing
 * is authoritative. A listing is requested after every (re)connect and when the queue overflows.
 * Thread-safe.
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
  private boolean notified;
  private boolean silenceLogged;

  private Hints() {}

  /**
   * Listens in a thread of its own until it is closed.
   *
   * @param store closed by the caller
   */
  public static Hints listen(ObjectStore store, String bucket) {
    Hints hints = new Hints();
    Thread thread =
        new Thread(() -> hints.run(() -> store.listen(bucket)), "camstream-ingest-hints");
    thread.setDaemon(true);
    thread.start();
    return hints;
  }

  /** A queue without notifications. */
  public static Hints none() {
    return new Hints();
  }

  /**
   * Waits for the next keys, without duplicates; none if none arrive within the limit.
   *
   * @param limit time to wait for the first key
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

  /** True if objects may have been created without a notification since the last call. */
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

  /** Listens until the connection is lost; returns whether to reconnect. */
  private boolean listenOnce(Supplier<Optional<CreatedKeys>> connection, Backoff backoff) {
    try {
      Optional<CreatedKeys> created = connection.get();
      if (created.isEmpty()) {
        LOG.info("The object store has no notifications; listings find new objects");
        return false;
      }
      take(created.get(), backoff);
    } catch (StoreDeniedException e) {
      LOG.info(
          "The object store denies notifications; listings find new objects: {}", e.getMessage());
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
    if (!notified) {
      notified = true;
      silenceLogged = false;
      listingDue.set(true);
      LOG.info("Receiving notifications of new objects");
    }
  }

  private void lost(StoreException cause) {
    notified = false;
    if (!silenceLogged && !isClosed()) {
      silenceLogged = true;
      LOG.info("No notifications at present; listings find new objects: {}", cause.getMessage());
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Stops listening, at the latest with the next keep-alive message or read time-out. */
  @Override
  public void close() {
    closed.countDown();
  }
}
