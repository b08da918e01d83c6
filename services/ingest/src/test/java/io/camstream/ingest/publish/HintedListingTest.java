package io.camstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.camstream.ingest.bucket.BatchLabels;
import io.camstream.ingest.bucket.Selection;
import io.camstream.platform.objectstore.ObjectNameException;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.schemas.DiscoverySource;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.testkit.InMemoryObjectStore.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lookups of notified objects, and the listing after them. */
class HintedListingTest {
  private static final String BUCKET = "images";
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final PublishedVersions published = new PublishedVersions();
  private final List<Discovery> discoveries = new ArrayList<>();
  private final BucketListing listing = listing();

  @Test
  void shouldPublishAHintedObjectOnceThoughItIsHintedAgainAndListed() {
    store.add(BUCKET, "b/1.png", "one");
    store.add(BUCKET, "b/2.png", "two");

    takeHints("b/1.png");
    takeHints("b/1.png");
    listing.run(published, discoveries::addAll, () -> true);
    takeHints("b/2.png");

    assertThat(discoveries)
        .extracting(discovery -> discovery.object().key(), Discovery::source)
        .containsExactly(
            tuple("b/1.png", DiscoverySource.NOTIFICATION),
            tuple("b/2.png", DiscoverySource.LISTING));
  }

  @Test
  void shouldTakeTheNewestVersionThoughAnOlderOneWasHinted() {
    store.add(BUCKET, "b/1.png", "one");
    String etag = store.add(BUCKET, "b/1.png", "two");

    takeHints("b/1.png");
    takeHints("b/1.png");

    assertThat(discoveries)
        .extracting(discovery -> discovery.object().etag())
        .containsExactly(etag);
  }

  @Test
  void shouldLeaveToTheListingWhatTheStoreDoesNotShowNow() {
    List.of("b/1.png", "b/2.png", "b/3.png", "b/4.png").forEach(key -> store.add(BUCKET, key, key));
    store.before(
        key -> {
          switch (key) {
            case "b/1.png" -> throw new StoreUnavailableException("away");
            case "b/2.png" -> throw new ObjectNameException("unusual", null);
            case "b/3.png" -> throw new StoreDeniedException("listing is allowed, looking is not");
            default -> {}
          }
        },
        Operation.HEAD);

    takeHints("b/gone.png", "b/1.png", "b/2.png", "b/3.png", "b/notes.txt", "b/4.png");
    assertThat(discoveries)
        .extracting(discovery -> discovery.object().key())
        .containsExactly("b/4.png");
    store.before(key -> {}, Operation.HEAD);
    listing.run(published, discoveries::addAll, () -> true);

    assertThat(discoveries)
        .extracting(discovery -> discovery.object().key())
        .containsExactly("b/4.png", "b/1.png", "b/2.png", "b/3.png");
  }

  private void takeHints(String... keys) {
    listing.takeHints(List.of(keys), published, discoveries::addAll, () -> true);
  }

  private BucketListing listing() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Clock clock = Clock.systemUTC();
    return new BucketListing(
        store,
        BUCKET,
        new Selection(List.of("**.png"), List.of(), Duration.ZERO, clock),
        new BatchLabels(store, BUCKET, 1000, meters),
        Optional.empty(),
        100,
        new IngestState(),
        new IngestMeters(meters),
        clock);
  }
}
