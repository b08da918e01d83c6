package io.camstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.ingest.bucket.BatchLabels;
import io.camstream.ingest.bucket.Selection;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.testkit.InMemoryObjectStore.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class BucketListingTest {
  private static final String BUCKET = "images";
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final IngestState state = new IngestState();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<List<Discovery>> transactions = new ArrayList<>();
  private final PublishedVersions published = new PublishedVersions();

  private BucketListing listing(Optional<Double> rate, int transactionSize) {
    Clock clock = Clock.systemUTC();
    Selection selection = new Selection(List.of("**.png"), List.of("no/**"), Duration.ZERO, clock);
    BatchLabels labels = new BatchLabels(store, BUCKET, 1000, meters);
    return new BucketListing(
        store,
        BUCKET,
        selection,
        labels,
        rate,
        transactionSize,
        state,
        new IngestMeters(meters),
        clock);
  }

  private ListingResult run() {
    return listing(Optional.empty(), 100).run(published, transactions::add, () -> true);
  }

  private List<String> publishedKeys() {
    return transactions.stream()
        .flatMap(List::stream)
        .map(discovery -> discovery.object().key())
        .toList();
  }

  private void putImages(int count) {
    IntStream.range(0, count)
        .forEach(i -> store.add(BUCKET, String.format("b/%06d.png", i), "x" + i));
  }

  @Test
  void shouldPublishWhatIsNewAndCountTheRest() {
    putImages(3);
    store.add(BUCKET, "b/notes.txt", "n");
    store.add(BUCKET, "b/manifest.csv", "file,label\n000001.png,Parabasal\n");
    store.add(BUCKET, "no/1.png", "n");

    ListingResult first = run();
    ListingResult second = run();

    assertThat(publishedKeys()).containsExactly("b/000000.png", "b/000001.png", "b/000002.png");
    assertThat(transactions.get(0).get(1).label()).contains("Parabasal");
    assertThat(first.published()).isEqualTo(3);
    assertThat(first.images()).isEqualTo(3);
    assertThat(first.isExhaustive()).isTrue();
    assertThat(second.published()).isZero();
    assertThat(second.images()).isEqualTo(3);
    assertThat(meters.counter("camstream.ingest.published").count()).isEqualTo(3);
    assertThat(meters.get("camstream.ingest.discovered").gauge().value()).isEqualTo(3);
    assertThat(skipped("not_selected")).isEqualTo(2);
    assertThat(skipped("manifest")).isEqualTo(1);
    assertThat(meters.get("camstream.ingest.listing").timer().count()).isEqualTo(2);
  }

  private double skipped(String reason) {
    return meters.get("camstream.ingest.skipped").tag("reason", reason).gauge().value();
  }

  @Test
  void shouldPublishAChangedObjectAgainAndAnUnchangedOneNot() {
    putImages(2);
    run();
    store.add(BUCKET, "b/000000.png", "changed");
    store.add(BUCKET, "b/000001.png", "x1");
    run();

    assertThat(publishedKeys()).containsExactly("b/000000.png", "b/000001.png", "b/000000.png");
  }

  @Test
  void shouldNotLoseOrRepeatAnObjectWhenTheStoreFailsInBetween() {
    putImages(250);
    AtomicInteger listed = new AtomicInteger();
    store.before(
        key -> {
          if (listed.incrementAndGet() % 120 == 0) {
            throw new StoreUnavailableException("the third page fails");
          }
        },
        Operation.LIST);

    ListingResult result = run();

    assertThat(publishedKeys()).hasSize(250).doesNotHaveDuplicates();
    assertThat(result.isExhaustive())
        .as("a store that lists in another order may have left something out")
        .isFalse();
    store.before(key -> {}, Operation.LIST);
    assertThat(run().isExhaustive()).isTrue();
    assertThat(publishedKeys()).hasSize(250);
  }

  @Test
  void shouldTellThatItWaitsForTheStoreAndThatItGoesOn() {
    putImages(2);
    AtomicInteger listed = new AtomicInteger();
    List<String> seen = new ArrayList<>();
    store.before(
        key -> {
          seen.add(state.readiness().reason());
          if (listed.incrementAndGet() <= 2) {
            throw new StoreUnavailableException("away");
          }
        },
        Operation.LIST);

    run();

    assertThat(seen)
        .containsExactly(
            "starting",
            "waiting for the object store",
            "waiting for the object store",
            "lists the bucket");
    assertThat(state.readiness().ready()).isTrue();
  }

  @Test
  void shouldWaitForAManifestThatCanNotBeReadNow() {
    putImages(2);
    store.add(BUCKET, "b/manifest.csv", "file,label\n000000.png,A\n000001.png,B\n");
    AtomicInteger looks = new AtomicInteger();
    store.before(
        key -> {
          if (looks.incrementAndGet() == 1) {
            throw new StoreUnavailableException("away");
          }
        },
        Operation.HEAD);

    ListingResult result = run();

    assertThat(transactions.stream().flatMap(List::stream).map(d -> d.label().orElse("none")))
        .containsExactly("A", "B");
    assertThat(result.images()).as("nothing is counted twice").isEqualTo(2);
  }

  @Test
  void shouldStopWhenTheStoreRefuses() {
    putImages(1);
    store.before(
        key -> {
          throw new StoreDeniedException("no");
        },
        Operation.LIST);

    assertThatThrownBy(this::run).isInstanceOf(StoreDeniedException.class);
  }

  @Test
  void shouldNotRememberWhatWasNotCommitted() {
    putImages(10);
    ReferencePublisher failing =
        discoveries -> {
          throw new KafkaException("not committed");
        };

    assertThatThrownBy(() -> listing(Optional.empty(), 5).run(published, failing, () -> true))
        .isInstanceOf(KafkaException.class);
    assertThat(published.size()).isZero();
    run();
    assertThat(publishedKeys()).hasSize(10);
  }

  @Test
  void shouldPublishInBoundedTransactions() {
    putImages(25);

    listing(Optional.empty(), 10).run(published, transactions::add, () -> true);

    assertThat(transactions).extracting(List::size).containsExactly(10, 10, 5);
  }

  @Test
  void shouldEndInTheMiddleOfAListingAndGoOnAfterARestart() {
    putImages(100);
    AtomicInteger asked = new AtomicInteger();

    ListingResult first =
        listing(Optional.empty(), 10)
            .run(published, transactions::add, () -> asked.incrementAndGet() < 60);
    assertThat(first.complete()).isFalse();
    assertThat(transactions).isNotEmpty();
    assertThat(publishedKeys()).hasSizeLessThan(100);
    listing(Optional.empty(), 10).run(published, transactions::add, () -> true);

    assertThat(publishedKeys()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepBelowTheRate() {
    putImages(6);
    long begun = System.nanoTime();

    listing(Optional.of(10.0), 2).run(published, transactions::add, () -> true);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("two at once, then four more at ten a second")
        .isGreaterThan(Duration.ofMillis(380));
    assertThat(publishedKeys()).hasSize(6);
  }

  @Test
  void shouldEndWhileItWaitsForTheRate() {
    putImages(50);

    ListingResult result =
        listing(Optional.of(0.001), 1)
            .run(
                published,
                discoveries -> {
                  transactions.add(discoveries);
                  state.stop();
                },
                () -> true);

    assertThat(result.complete()).isFalse();
    assertThat(publishedKeys()).hasSize(1);
  }

  @Test
  void shouldPublishAHundredThousandObjectsOnceOverInterruptions() {
    putImages(100_000);
    AtomicInteger listed = new AtomicInteger();
    store.before(
        key -> {
          if (listed.incrementAndGet() % 30_000 == 0) {
            throw new StoreUnavailableException("away");
          }
        },
        Operation.LIST);
    AtomicInteger asked = new AtomicInteger();

    listing(Optional.empty(), 500)
        .run(published, transactions::add, () -> asked.incrementAndGet() < 100_000);
    listing(Optional.empty(), 500).run(published, transactions::add, () -> true);
    run();

    assertThat(publishedKeys()).hasSize(100_000).doesNotHaveDuplicates();
  }
}
