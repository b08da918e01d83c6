package io.camstream.ingest.bucket;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectNameException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectTooLargeException;
import io.camstream.platform.objectstore.StoredObject;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * True classes of images, from the manifests of their batches. A manifest is checked once in each
 * listing, at the first new image of its batch, and read again if its ETag has changed. Not
 * thread-safe.
 */
public final class BatchLabels {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLabels.class);
  private static final int MAX_CACHED = 16;

  private final ObjectStore store;
  private final String bucket;
  private final long maxBytes;
  private final Counter badLines;
  private final Map<String, Checked> manifests = new LeastRecentlyUsed();
  private long listing;

  public BatchLabels(ObjectStore store, String bucket, long maxBytes, MeterRegistry meters) {
    this.store = store;
    this.bucket = bucket;
    this.maxBytes = maxBytes;
    this.badLines =
        Counter.builder("camstream.ingest.manifest.bad.lines")
            .description("Lines of manifests that could not be used")
            .register(meters);
  }

  /** Manifests may have changed since the listing before. */
  public void beginListing() {
    listing++;
  }

  /**
   * @throws io.camstream.platform.objectstore.StoreUnavailableException if the manifest can't be
   *     read now
   */
  public Optional<String> labelOf(StoredObject image) {
    Batch batch = Batch.of(image.key());
    Checked known = manifests.get(batch.folder());
    if (known == null || known.listing() != listing) {
      known =
          new Checked(current(batch, known == null ? Manifest.none() : known.manifest()), listing);
      manifests.put(batch.folder(), known);
    }
    return known.manifest().label(batch.relative(image.key()));
  }

  private Manifest current(Batch batch, Manifest known) {
    try {
      StoredObject object = store.head(bucket, batch.manifestKey());
      return object.etag().equals(known.etag()) ? known : read(batch, object);
    } catch (ObjectGoneException | ObjectNameException e) {
      return Manifest.none();
    } catch (ObjectChangedException e) {
      // Overwritten between the two requests: the next listing reads what is there then.
      return known;
    } catch (ObjectTooLargeException e) {
      LOG.warn("Labels of batch {} are not read: {}", Quoted.of(batch.name()), e.getMessage());
      return Manifest.none();
    }
  }

  private Manifest read(Batch batch, StoredObject object) {
    ManifestParser.Result result =
        ManifestParser.parse(store.get(object.version(), maxBytes).bytes());
    if (result.badLines() > 0) {
      badLines.increment(result.badLines());
      LOG.warn(
          "{} lines of {} are skipped: {}",
          result.badLines(),
          Quoted.of(batch.manifestKey()),
          String.join("; ", result.problems()));
    }
    return new Manifest(object.etag(), result.labels());
  }

  /**
   * @param listing number of the listing in which the store was asked for it
   */
  private record Checked(Manifest manifest, long listing) {}

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, Checked> {
    private static final long serialVersionUID = 1L;

    LeastRecentlyUsed() {
      super(MAX_CACHED, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Checked> eldest) {
      return size() > MAX_CACHED;
    }
  }
}
