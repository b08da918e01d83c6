package io.camstream.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.ingest.bucket.Selection.Skip;
import io.camstream.platform.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);

  private Selection selection(String... exclude) {
    return new Selection(List.of("**.png", "**.bmp"), List.of(exclude), Duration.ZERO, clock);
  }

  @Test
  void shouldTakeWhatIsIncludedAndNotExcluded() {
    Selection selection = selection("**/draft/**");

    assertThat(selection.skip(object("b/1.png"))).isEmpty();
    assertThat(selection.skip(object("1.BMP"))).isEmpty();
    assertThat(selection.skip(object("b/1.txt"))).contains(Skip.NOT_SELECTED);
    assertThat(selection.skip(object("b/draft/1.png"))).contains(Skip.NOT_SELECTED);
    assertThat(selection.skip(object("b/"))).contains(Skip.FOLDER);
  }

  @Test
  void shouldNeverTakeAManifestForAnImage() {
    Selection all = new Selection(List.of("**"), List.of(), Duration.ZERO, clock);

    assertThat(all.skip(object("b/manifest.csv"))).contains(Skip.MANIFEST);
    assertThat(all.skip(object("manifest.csv"))).contains(Skip.MANIFEST);
    assertThat(all.skip(object("b/deeper/manifest.csv"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b/cell.bmp/3f2a9c01b7de/cell_gradcam.png",
        "b/cell.bmp/3f2a9c01b7de/cell_original.png",
        "b/cell.bmp/3f2a9c01b7de/cell_comparison.png",
        "b/cell.bmp/3f2a9c01b7de/cell_probabilities.png",
        "b/cell.bmp/3f2a9c01b7de/cell_classes_layercam.png",
        "cell.PNG/3f2a9c01b7de/cell_gradcampp.png",
        "b/a_b_c.tiff/3f2a9c01b7de/a_b_c_gradcam.png",
        "explanations/b/cell.jpg/3f2a9c01b7de/cell_gradcam.png",
        "b/x~0123456789abcdef/3f2a9c01b7de/x~0123456789abcdef_gradcam.png",
        "b/~0123456789abcdef/3f2a9c01b7de/cell_gradcam.png"
      })
  void shouldNeverTakeAnOverlayForAnImage(String key) {
    assertThat(selection().skip(object(key))).contains(Skip.OWN_OUTPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient1/slide2/patient1_01.png",
        "patient1/slide2slide2/patient1_a.png",
        "b/cell.bmp/short/cell_gradcam.png",
        "b/cell.bmp/3f2a9c01b7de/other_gradcam.png",
        "b/cell.txt/3f2a9c01b7de/cell_gradcam.png",
        "b/3f2a9c01b7de/cell_gradcam.png",
        "b/cell_gradcam.png"
      })
  void shouldTakeImagesThatOnlyResembleOutputs(String key) {
    assertThat(selection().skip(object(key))).isEmpty();
  }

  @Test
  void shouldWaitUntilAnObjectIsOldEnough() {
    Selection selection = aged(Duration.ofSeconds(10));
    StoredObject old = object("1.png", NOW.minusSeconds(10));
    StoredObject young = object("2.png", NOW.minusSeconds(9));

    assertThat(selection.skip(old)).isEmpty();
    assertThat(selection.skip(young)).contains(Skip.TOO_YOUNG);
    now.set(NOW.plusSeconds(1));
    assertThat(selection.skip(young)).isEmpty();
  }

  @Test
  void shouldNotWaitLongerBecauseTheStoresClockIsAhead() {
    Selection selection = aged(Duration.ofSeconds(10));
    StoredObject future = object("1.png", NOW.plus(Duration.ofHours(5)));

    assertThat(selection.skip(future)).contains(Skip.TOO_YOUNG);
    now.set(NOW.plusSeconds(9));
    assertThat(selection.skip(future)).contains(Skip.TOO_YOUNG);
    now.set(NOW.plusSeconds(10));
    assertThat(selection.skip(future)).isEmpty();
  }

  private Selection aged(Duration minimumAge) {
    Clock adjustable = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    return new Selection(List.of("**"), List.of(), minimumAge, adjustable);
  }

  private static StoredObject object(String key) {
    return object(key, NOW);
  }

  private static StoredObject object(String key, Instant lastModified) {
    return new StoredObject(
        "images", key, Optional.empty(), "etag", 1, lastModified, Optional.empty());
  }
}
