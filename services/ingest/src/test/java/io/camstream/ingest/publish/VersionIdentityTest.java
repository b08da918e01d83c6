package io.camstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.ingest.bucket.BatchLabels;
import io.camstream.ingest.bucket.Selection;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.testkit.InMemoryObjectStore.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a version another one: its ETag, and never a time. */
class VersionIdentityTest {
  private static final String BUCKET = "images";
  private static final Instant SECOND = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration MINIMUM_AGE = Duration.ofSeconds(10);

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final PublishedVersions published = new PublishedVersions();
  private final List<Discovery> discoveries = new ArrayList<>();

  @Test
  void shouldPublishEachListedVersionThoughAllAreOfOneSecond() {
    BucketListing listing = listing(Duration.ZERO, at(SECOND));
    List<String> etags = new ArrayList<>();
    for (String content : List.of("first", "second", "third")) {
      etags.add(store.add(BUCKET, "b/1.png", content, SECOND));
      run(listing);
      run(listing);
    }

    assertThat(etags()).isEqualTo(etags);
  }

  @Test
  void shouldPublishTheLastVersionOnceWhenOthersVanishedBeforeAListing() {
    BucketListing listing = listing(Duration.ZERO, at(SECOND));
    String first = store.add(BUCKET, "b/1.png", "first", SECOND);
    run(listing);
    store.add(BUCKET, "b/1.png", "second", SECOND);
    String third = store.add(BUCKET, "b/1.png", "third", SECOND);

    run(listing);
    run(listing);

    assertThat(etags()).containsExactly(first, third);
  }

  @Test
  void shouldPublishWhatWasListedAndThenWhatTookItsPlaceMeanwhile() {
    BucketListing listing = listing(Duration.ZERO, at(SECOND));
    List<String> etags = new ArrayList<>(List.of(store.add(BUCKET, "b/1.png", "first", SECOND)));
    String other = store.add(BUCKET, "b/2.png", "other", SECOND);
    store.before(
        key -> {
          if (key.equals("b/2.png")) {
            store.add(BUCKET, "b/1.png", "second", SECOND);
            etags.add(store.add(BUCKET, "b/1.png", "third", SECOND));
            store.before(any -> {}, Operation.LIST);
          }
        },
        Operation.LIST);

    run(listing);
    run(listing);

    assertThat(etags()).containsExactly(etags.get(0), other, etags.get(1));
  }

  @Test
  void shouldNotPublishTheSameBytesAgainWhateverTimeTheyGet() {
    BucketListing listing = listing(Duration.ZERO, at(SECOND));
    for (Duration step : List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(-1))) {
      store.add(BUCKET, "b/1.png", "same", SECOND.plus(step));
      run(listing);
    }

    assertThat(discoveries).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-31_536_000, -3600, -1, 0, 1, 3600, 31_536_000})
  void shouldPublishEachVersionOnceHoweverFarTheStoresClockIsOff(long seconds) {
    AtomicReference<Instant> now = new AtomicReference<>(SECOND);
    BucketListing listing = listing(MINIMUM_AGE, clock(now));
    List<String> etags = new ArrayList<>();
    etags.add(store.add(BUCKET, "b/1.png", "first", SECOND.plusSeconds(seconds)));
    runForTwiceTheAge(listing, now);
    // The store's clock is set back between the two.
    etags.add(
        store.add(BUCKET, "b/1.png", "second", SECOND.plusSeconds(seconds).minusSeconds(7200)));
    runForTwiceTheAge(listing, now);

    assertThat(etags()).isEqualTo(etags);
  }

  @Test
  void shouldPublishEachVersionOnceWhenInstancesOfDifferentClocksTakeTurns() {
    AtomicReference<Instant> now = new AtomicReference<>(SECOND);
    AtomicReference<Instant> ahead = new AtomicReference<>(SECOND.plus(Duration.ofHours(5)));
    BucketListing one = listing(MINIMUM_AGE, clock(now));
    BucketListing other = listing(MINIMUM_AGE, clock(ahead));
    List<String> etags = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      etags.add(store.add(BUCKET, "b/1.png", "version " + i, now.get()));
      runForTwiceTheAge(i % 2 == 0 ? one : other, i % 2 == 0 ? now : ahead);
      run(i % 2 == 0 ? other : one);
    }

    assertThat(etags()).isEqualTo(etags);
  }

  @Test
  void shouldNotHoldBackForHoursWhenItsClockIsSetBack() {
    AtomicReference<Instant> now = new AtomicReference<>(SECOND);
    BucketListing listing = listing(MINIMUM_AGE, clock(now));
    store.add(BUCKET, "b/1.png", "first", SECOND);
    run(listing);
    assertThat(discoveries).isEmpty();

    now.set(SECOND.minus(Duration.ofHours(5)));
    runForTwiceTheAge(listing, now);

    assertThat(discoveries).hasSize(1);
  }

  /** Lists now, and after each half of the age. */
  private void runForTwiceTheAge(BucketListing listing, AtomicReference<Instant> now) {
    for (int i = 0; i <= 4; i++) {
      run(listing);
      now.updateAndGet(time -> time.plus(MINIMUM_AGE.dividedBy(2)));
    }
  }

  private void run(BucketListing listing) {
    listing.run(published, discoveries::addAll, () -> true);
  }

  private List<String> etags() {
    return discoveries.stream().map(discovery -> discovery.object().etag()).toList();
  }

  private BucketListing listing(Duration minimumAge, Clock clock) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new BucketListing(
        store,
        BUCKET,
        new Selection(List.of("**.png"), List.of(), minimumAge, clock),
        new BatchLabels(store, BUCKET, 1000, meters),
        Optional.empty(),
        100,
        new IngestState(),
        new IngestMeters(meters),
        clock);
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  }
}
