package io.camstream.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.objectstore.CreatedKeys;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.testkit.InMemoryObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final String BUCKET = "images";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ZERO;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final BlockingQueue<List<String>> notified = new LinkedBlockingQueue<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void shouldHandOutWhatIsToldEachKeyOnce() throws Exception {
    try (Hints hints = listen()) {
      notified.add(List.of("a", "b", "a"));
      await().atMost(LIMIT).until(hints::isListingDue);
      notified.add(List.of("c"));

      assertThat(hints.await(LIMIT)).contains("a");
      await().atMost(LIMIT).until(() -> notified.isEmpty());
      assertThat(hints.await(AT_ONCE)).isSubsetOf("a", "b", "c");
    }
  }

  @Test
  void shouldAskForAListingWheneverTheStoreBeginsToTell() {
    try (Hints hints = listen()) {
      assertThat(hints.isListingDue()).as("nothing is notified yet").isFalse();
      notified.add(List.of());
      await().atMost(LIMIT).until(hints::isListingDue);
      notified.add(List.of("a"));
      notified.add(List.of("lost"));
      await().atMost(LIMIT).until(() -> opened.get() == 2);
      assertThat(hints.isListingDue()).as("the store does not tell again yet").isFalse();
      notified.add(List.of());

      await().atMost(LIMIT).until(hints::isListingDue);
    }
  }

  @Test
  void shouldAskForAListingWhenMoreIsToldThanIsKept() throws Exception {
    try (Hints hints = listen()) {
      notified.add(List.of());
      await().atMost(LIMIT).until(hints::isListingDue);
      notified.add(IntStream.range(0, 10_001).mapToObj(Integer::toString).toList());

      await().atMost(LIMIT).until(hints::isListingDue);
      assertThat(hints.await(LIMIT)).as("a part at once").hasSizeBetween(1, 501);
    }
  }

  @Test
  void shouldEndTheConnectionWhenItIsClosed() {
    Hints hints = listen();
    notified.add(List.of());
    await().atMost(LIMIT).until(hints::isListingDue);
    hints.close();
    notified.add(List.of());

    await().atMost(LIMIT).until(() -> ended.get() == 1);
  }

  @Test
  void shouldNotAskAgainWhereTheStoreCanNotOrMayNotTell() throws Exception {
    store.onListen(
        () -> {
          opened.incrementAndGet();
          return Optional.empty();
        });
    assertNothingIsToldAndNotAskedAgain();
    store.onListen(
        () -> {
          opened.incrementAndGet();
          throw new StoreDeniedException("no");
        });
    assertNothingIsToldAndNotAskedAgain();
  }

  private void assertNothingIsToldAndNotAskedAgain() throws InterruptedException {
    opened.set(0);
    try (Hints hints = Hints.listen(store, BUCKET)) {
      await().atMost(LIMIT).until(() -> opened.get() == 1);
      assertThat(hints.await(Duration.ofMillis(1500))).isEmpty();
      assertThat(opened).as("after the pause between two attempts").hasValue(1);
      assertThat(hints.isListingDue()).isFalse();
    }
  }

  @Test
  void shouldAskAgainWhenTheStoreDoesNotAnswer() {
    store.onListen(
        () -> {
          if (opened.incrementAndGet() == 1) {
            throw new StoreUnavailableException("away");
          }
          return Optional.of(new Connection());
        });
    try (Hints hints = Hints.listen(store, BUCKET)) {
      notified.add(List.of("a"));

      await().atMost(LIMIT).until(hints::isListingDue);
      assertThat(opened).hasValue(2);
    }
  }

  private Hints listen() {
    store.onListen(
        () -> {
          opened.incrementAndGet();
          return Optional.of(new Connection());
        });
    return Hints.listen(store, BUCKET);
  }

  /** Tells what is put into the queue; {@code lost} ends it. */
  private final class Connection implements CreatedKeys {
    @Override
    public List<String> next() {
      try {
        List<String> keys = notified.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (keys == null || keys.contains("lost")) {
          throw new StoreUnavailableException("lost");
        }
        return keys;
      } catch (InterruptedException e) {
        throw new StoreUnavailableException("interrupted");
      }
    }

    @Override
    public void close() {
      ended.incrementAndGet();
    }
  }
}
