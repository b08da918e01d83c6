package io.camstream.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.testkit.InMemoryObjectStore;
import io.camstream.testkit.InMemoryObjectStore.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchLabelsTest {
  private static final String BUCKET = "images";
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BatchLabels labels = new BatchLabels(store, BUCKET, 200, meters);

  @BeforeEach
  void putImages() {
    store.add(BUCKET, "a/1.png", "1");
    store.add(BUCKET, "a/2.png", "2");
    store.add(BUCKET, "b/1.png", "1");
    labels.beginListing();
  }

  private Optional<String> label(String key) {
    return labels.labelOf(store.head(BUCKET, key));
  }

  @Test
  void shouldFindTheLabelInTheManifestOfTheImagesOwnBatch() {
    store.add(BUCKET, "a/manifest.csv", "file,label\n1.png,A\n");
    store.add(BUCKET, "b/manifest.csv", "file,label\n1.png,B\n");

    assertThat(label("a/1.png")).contains("A");
    assertThat(label("a/2.png")).isEmpty();
    assertThat(label("b/1.png")).contains("B");
  }

  @Test
  void shouldReadAManifestOnceAsLongAsItStaysTheSame() {
    store.add(BUCKET, "a/manifest.csv", "file,label\n1.png,A\n2.png,A\n");

    assertThat(label("a/1.png")).contains("A");
    assertThat(label("a/2.png")).contains("A");
    labels.beginListing();
    assertThat(label("a/1.png")).contains("A");
    assertThat(store.reads()).isEqualTo(1);

    store.add(BUCKET, "a/manifest.csv", "file,label\n1.png,Z\n");
    labels.beginListing();
    assertThat(label("a/1.png")).contains("Z");
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void shouldForgetTheLabelsOfAManifestThatIsDeleted() {
    store.add(BUCKET, "a/manifest.csv", "file,label\n1.png,A\n");
    assertThat(label("a/1.png")).contains("A");

    store.delete(BUCKET, "a/manifest.csv");
    labels.beginListing();

    assertThat(label("a/1.png")).isEmpty();
  }

  @Test
  void shouldNotReadAManifestThatIsTooLarge() {
    store.add(BUCKET, "a/manifest.csv", "file,label\n1.png,A\n" + " ".repeat(200));

    assertThat(label("a/1.png")).isEmpty();
  }

  @Test
  void shouldCountBadLines() {
    store.add(BUCKET, "a/manifest.csv", "file,label\n1.png,A\nbad\n\"worse\n");

    assertThat(label("a/1.png")).contains("A");
    assertThat(meters.counter("camstream.ingest.manifest.bad.lines").count()).isEqualTo(2);
  }

  @Test
  void shouldNotTakeAnOutageForAMissingManifest() {
    store.before(
        key -> {
          if (key.endsWith(".csv")) {
            throw new StoreUnavailableException("away");
          }
        },
        Operation.HEAD);

    assertThatThrownBy(() -> label("a/1.png")).isInstanceOf(StoreUnavailableException.class);
  }
}
